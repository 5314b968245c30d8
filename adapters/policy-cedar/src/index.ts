// SPDX-License-Identifier: Apache-2.0
// The public surface of the Cedar policy adapter, listed name by name.
export {
  parsePolicyCases,
  policyCasesSchema,
  policyRequestSchema,
  runPolicyCases,
  type PolicyCase,
  type PolicyCaseResult,
} from './cases/policy-cases.ts';
export { CEDAR_SCHEMA } from './cedar/cedar-schema.ts';
export { CedarPolicy } from './cedar-policy.ts';
export { type RuleStanding } from './explain/rule-standing.ts';
export { mergeLayers, type LayerDecision } from './layer/layer-decision.ts';
export { STARTER_POLICY_FOLDER, readPolicyFolder } from './layer/policy-folder.ts';
export {
  missingLayer,
  readPolicyLayer,
  type LayerContents,
  type LayerReading,
  type PolicyLayer,
} from './layer/policy-layer.ts';
export { POLICY_LIMITS } from './layer/policy-limits.ts';
export {
  parsePolicyManifest,
  policyManifestSchema,
  type LayerApprovals,
  type PolicyManifest,
} from './layer/policy-manifest.ts';
export { type PolicyFile, type PolicyRule } from './layer/policy-rule.ts';
export { type LintFinding } from './lint/lint-finding.ts';
export { lintPolicy, lintPolicyText } from './lint/lint-policy.ts';
