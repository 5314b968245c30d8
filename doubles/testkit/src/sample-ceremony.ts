// SPDX-License-Identifier: Apache-2.0
// A whole ceremony for tests: a trust root with people and keys, a plan of three operations, two
// approvals and a receipt for each operation. Every part can be made wrong on purpose.
import {
  approvalKind,
  digestOf,
  canonicalJsonBytes,
  enforceableReceiptKind,
  instanceIds,
  operationDigest,
  parsePersonId,
  parsePlan,
  planDigest,
  receiptIds,
  requestIds,
  runIds,
  signPredicate,
  trustRootSchema,
  type Approval,
  type EnforceableReceipt,
  type Operation,
  type PublicationPlan,
  type PublisherPins,
  type TrustRoot,
} from '@marketops/core';
import { instantOf, makeTestKey, type TestKey } from './ed25519-keys.ts';
import { must } from './must.ts';
import {
  sampleCommitOid,
  sampleOpenPr,
  samplePublishRelease,
  sampleRepository,
  sampleTagRepo,
} from './sample-operations.ts';

/** When the sample ceremony happens. */
export const sampleNow = instantOf('2026-11-20T12:00:00Z');
/** The run that the sample receipts are for. */
export const sampleRunId = runIds.from(new Uint8Array(16).fill(9));
/** The publisher that the sample receipts are addressed to. */
export const sampleAudience = 'urn:marketops:publisher:sample';
/** The sample people: carol works with the agent that proposes, robot is a bot. */
const samplePeople = ['alice', 'bob', 'carol', 'robot'] as const;

/** The key of a sample role or person. */
export function sampleKey(name: string): TestKey {
  return makeTestKey(name);
}

/** A trust root with a key for every role and person. */
export function sampleTrustRoot(): TrustRoot {
  const people = samplePeople.map((personId) => ({
    personId,
    displayName: personId,
    kind: personId === 'robot' ? 'bot' : 'person',
    roles: ['maintainer'],
    emails: [`${personId}@acme.example`],
  }));
  const personKeys = samplePeople.map((name) =>
    sampleKey(name).trustKey({ roles: ['approve'], personId: must(parsePersonId(name)) }),
  );
  return must(
    trustRootSchema.parse(
      {
        authority: 'urn:marketops:authority:sample',
        version: 1,
        issuedAt: '2026-11-01T00:00:00Z',
        expiresAt: '2027-11-01T00:00:00Z',
        rootThreshold: 1,
        keys: [
          sampleKey('root').trustKey({ roles: ['root'] }),
          sampleKey('mint').trustKey({ roles: ['mint'] }),
          sampleKey('advise').trustKey({ roles: ['advise'] }),
          sampleKey('log').trustKey({ roles: ['log'] }),
          ...personKeys,
        ],
        people,
      },
      '',
    ),
  );
}

/** What the sample publisher pins: two people for everything. */
export function samplePins(): PublisherPins {
  return {
    audience: sampleAudience,
    repositories: [samplePlan().repository],
    approvalsMin: { publish_release: 2, tag_repo: 2, open_pr: 2 },
    trustRoot: sampleTrustRoot(),
  };
}

/** A plan that tags, publishes and opens a pull request, proposed by an agent for carol. */
export function samplePlan(
  operations: readonly Operation[] = [sampleTagRepo(), samplePublishRelease(), sampleOpenPr()],
): PublicationPlan {
  const plan = {
    schema: 'urn:marketops:plan:v1',
    repository: sampleRepository,
    sourceCommit: sampleCommitOid,
    configDigest: digestOf('config'),
    proposer: { kind: 'agent', id: 'release-agent', onBehalfOf: 'carol' },
    plannedAt: '2026-11-20T10:00:00Z',
    policy: { digest: digestOf('policy'), version: 1, engine: 'sample' },
    facts: {
      version: '1.2.0',
      previousVersion: '1.1.0',
      versionStep: 'minor',
      firstRelease: false,
      pathsTouched: ['docs/install.md'],
      workflowFilesTouched: false,
      assetCount: 2,
      totalAssetBytes: 38,
      lastAuthor: 'dave@acme.example',
      artifactChecks: [],
    },
    operations: operations.map((operation) => ({
      operation,
      digest: operationDigest(operation),
      dependsOn: [],
      preconditions: [],
      unknowns: [],
    })),
    notShipped: [],
  } as const;
  return must(parsePlan(canonicalJsonBytes(plan)));
}

/** The approval predicate of a sample person; `changes` make it wrong on purpose. */
export function sampleApproval(
  person: string,
  plan: PublicationPlan = samplePlan(),
  changes: Partial<Approval> = {},
): Approval {
  return {
    requestId: requestIds.from(new Uint8Array(16).fill(4)),
    instance: instanceIds.from(new Uint8Array(16).fill(5)),
    planDigest: planDigest(plan),
    operationDigests: plan.operations.map(({ operation, digest }) => ({
      operationId: operation.operationId,
      digest,
    })),
    policyDigest: plan.policy.digest,
    decision: 'approve',
    approver: must(parsePersonId(person)),
    reason: '',
    decidedAt: instantOf('2026-11-20T11:00:00Z'),
    expiresAt: instantOf('2026-11-23T11:00:00Z'),
    ...changes,
  };
}

/** The envelope of an approval, signed by the key of the person it names unless another is given. */
export function signedApproval(approval: Approval, key?: TestKey): Promise<Uint8Array> {
  return signPredicate(approvalKind, approval, [key ?? sampleKey(approval.approver)]);
}

/** The receipt predicate of one operation; `changes` make it wrong on purpose. */
export function sampleReceipt(
  operation: Operation,
  approvalDigests: readonly EnforceableReceipt['approvals'][number]['digest'][],
  changes: Partial<EnforceableReceipt> = {},
): EnforceableReceipt {
  const plan = samplePlan();
  return {
    receiptId: receiptIds.from(new Uint8Array(16).fill(6)),
    enforceable: true,
    mode: 'prod',
    audience: sampleAudience,
    runId: sampleRunId,
    operationId: operation.operationId,
    operationKind: operation.kind,
    repository: operation.repository,
    operationDigest: operationDigest(operation),
    planDigest: planDigest(plan),
    preconditions: [],
    policy: plan.policy,
    approvals: approvalDigests.map((digest) => ({ digest })),
    instance: instanceIds.from(new Uint8Array(16).fill(5)),
    consumptionEpoch: 1,
    issuedAt: instantOf('2026-11-20T11:55:00Z'),
    notBefore: instantOf('2026-11-20T11:55:00Z'),
    expiresAt: instantOf('2026-11-20T12:10:00Z'),
    ...changes,
  };
}

/** The envelope of a receipt, signed by the mint key unless another is given. */
export function signedReceipt(
  receipt: EnforceableReceipt,
  key: TestKey = sampleKey('mint'),
): Promise<Uint8Array> {
  return signPredicate(enforceableReceiptKind, receipt, [key]);
}
