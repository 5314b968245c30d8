// SPDX-License-Identifier: Apache-2.0
// The public surface of the testkit, listed name by name.
export { admissionFacts, type AdmissionChanges } from './admission-facts.ts';
export { instantOf, makeTestKey, testVerifier, type TestKey } from './ed25519-keys.ts';
export {
  FoundedAuthority,
  codesOf,
  foundAuthority,
  mustAnswer,
  sampleRule,
  signedTrustRoot,
} from './founded-authority.ts';
export { ManualClock } from './manual-clock.ts';
export { ScriptedPolicy, type PolicyScript } from './scripted-policy.ts';
export { SeededEntropy } from './seeded-entropy.ts';
export { must } from './must.ts';
export {
  sampleApproval,
  sampleAudience,
  sampleKey,
  sampleNow,
  samplePins,
  samplePlan,
  sampleReceipt,
  sampleRunId,
  sampleTrustRoot,
  signedApproval,
  signedReceipt,
} from './sample-ceremony.ts';
export {
  sampleAssets,
  sampleCommit,
  sampleCommitOid,
  sampleOpenPr,
  sampleOperationId,
  samplePublishRelease,
  samplePullRequestFile,
  sampleTagRepo,
} from './sample-operations.ts';
export { admittedSample, contractNow, recordSample } from './sample-admission.ts';
export { MemoryContentRegistry } from './memory-content.ts';
export { testCommit } from './memory-project.ts';
export { MemoryRepository, notReplied } from './memory-repository.ts';
export { MemoryPublisherStore } from './memory-publisher-store.ts';
export { MemoryRunStore } from './memory-run-store.ts';
export { sampleConfig, sampleProject, type SampleProject } from './sample-project.ts';
export { ScriptedWeigher } from './scripted-weigher.ts';
export { ApprovedBytes } from './approved-bytes.ts';
export {
  failedReply,
  scriptedFailure,
  type GitHubScript,
  type ScriptedCall,
  type ScriptedFault,
} from './github/github-script.ts';
export { flatTreeId } from './github/flat-trees.ts';
export { ScriptedGitHub } from './github/scripted-github.ts';
