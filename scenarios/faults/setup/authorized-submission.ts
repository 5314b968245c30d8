// SPDX-License-Identifier: Apache-2.0
// A submission that a publisher must admit: a plan of one operation, two approvals by people of the
// pinned roster, and a receipt by the pinned mint key, all signed by keys that exist for tests alone.
import {
  approvalKind,
  digestOf,
  digestOfBytes,
  encodePlan,
  enforceableReceiptKind,
  instanceIds,
  instantFromMs,
  instantToMs,
  operationDigest,
  parseOperation,
  parsePersonId,
  parsePlan,
  parseStrictJson,
  planDigest,
  receiptIds,
  requestIds,
  runIds,
  signPredicate,
  trustRootSchema,
  utf8Encode,
  type Approval,
  type EnforceableReceipt,
  type Entropy,
  type Instant,
  type JsonValue,
  type Operation,
  type PublicationPlan,
  type RunId,
  type TrustRoot,
} from '@marketops/core';
import { makeTestKey, must } from '@marketops/testkit';
import { audience } from './audience.ts';

/** One operation, ready to be handed to the publisher that pins `trustRoot`. */
export interface AuthorizedSubmission {
  readonly mode: 'prod';
  readonly runId: RunId;
  readonly operation: JsonValue;
  readonly receipt: Uint8Array;
  readonly plan: Uint8Array;
  readonly approvals: readonly Uint8Array[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const plainLimits = { bytesMax: 16 * 1_048_576, depthMax: 32, numbers: 'integer' } as const;
const approvers = ['alice', 'bob'] as const;
/** The person behind the agent that proposes. */
const principal = 'carol';

/** The trust root that the publisher pins. */
export function trustRootOf(now: Instant): TrustRoot {
  const validFrom = before(now, 2 * dayMs);
  const keys = [
    makeTestKey('root').trustKey({ roles: ['root'], validFrom }),
    makeTestKey('mint').trustKey({ roles: ['mint'], validFrom }),
    makeTestKey('log').trustKey({ roles: ['log'], validFrom }),
    ...approvers.map((person) =>
      makeTestKey(person).trustKey({
        roles: ['approve'],
        personId: must(parsePersonId(person)),
        validFrom,
      }),
    ),
  ];
  const people = [...approvers, principal].map((personId) => ({
    personId,
    displayName: personId,
    kind: 'person',
    roles: ['maintainer'],
    emails: [`${personId}@acme.example`],
  }));
  const root = {
    authority: 'urn:marketops:authority:faults',
    version: 1,
    issuedAt: validFrom,
    expiresAt: before(now, -365 * dayMs),
    rootThreshold: 1,
    keys,
    people,
  };
  return must(trustRootSchema.parse(plain(root), ''));
}

/** When a submission is authorized, and what its ids are drawn from. */
export interface Authorization {
  readonly now: Instant;
  readonly entropy: Entropy;
}

/** Has an operation approved and a receipt minted for it. */
export async function authorize(
  operation: Operation,
  { now, entropy }: Authorization,
): Promise<AuthorizedSubmission> {
  const plan = planOf(operation, now);
  const runId = runIds.from(entropy.bytes(16));
  const ceremony: Ceremony = {
    operation,
    plan,
    now,
    instance: instanceIds.from(entropy.bytes(16)),
    requestId: requestIds.from(entropy.bytes(16)),
  };
  const approvals = await Promise.all(approvers.map((person) => approve(person, ceremony)));
  const receiptId = receiptIds.from(entropy.bytes(16));
  const receipt = await mint({ ...ceremony, approvals, runId, receiptId });
  const encodedPlan = encodePlan(plan);
  return {
    mode: 'prod',
    runId,
    operation: plain(operation),
    receipt,
    plan: encodedPlan,
    approvals,
  };
}

interface Ceremony {
  readonly operation: Operation;
  readonly plan: PublicationPlan;
  readonly now: Instant;
  readonly instance: Approval['instance'];
  readonly requestId: Approval['requestId'];
}

function approve(
  person: (typeof approvers)[number],
  { operation, plan, now, instance, requestId }: Ceremony,
): Promise<Uint8Array> {
  const approval: Approval = {
    requestId,
    instance,
    planDigest: planDigest(plan),
    operationDigests: plan.operations.map(({ digest }) => ({
      operationId: operation.operationId,
      digest,
    })),
    policyDigest: plan.policy.digest,
    decision: 'approve',
    approver: must(parsePersonId(person)),
    reason: '',
    decidedAt: before(now, 10 * minuteMs),
    expiresAt: before(now, -dayMs),
  };
  return signPredicate(approvalKind, approval, [makeTestKey(person)]);
}

function mint({
  operation,
  plan,
  now,
  instance,
  approvals,
  runId,
  receiptId,
}: Ceremony & {
  readonly approvals: readonly Uint8Array[];
  readonly runId: RunId;
  readonly receiptId: EnforceableReceipt['receiptId'];
}): Promise<Uint8Array> {
  const receipt: EnforceableReceipt = {
    receiptId,
    enforceable: true,
    mode: 'prod',
    audience,
    runId,
    operationId: operation.operationId,
    operationKind: operation.kind,
    repository: operation.repository,
    operationDigest: operationDigest(operation),
    planDigest: planDigest(plan),
    preconditions: [],
    policy: plan.policy,
    approvals: approvals.map((envelope) => ({ digest: digestOfBytes(envelope) })),
    instance,
    consumptionEpoch: 1,
    issuedAt: before(now, minuteMs),
    notBefore: before(now, minuteMs),
    expiresAt: before(now, -30 * minuteMs),
  };
  return signPredicate(enforceableReceiptKind, receipt, [makeTestKey('mint')]);
}

function planOf(operation: Operation, now: Instant): PublicationPlan {
  const sourceCommit =
    operation.kind === 'open_pr' ? operation.base.commit : operation.tag.targetCommit;
  const assets = operation.kind === 'publish_release' ? operation.assets : [];
  const files = operation.kind === 'open_pr' ? operation.files : [];
  const plan = {
    schema: 'urn:marketops:plan:v1',
    repository: operation.repository,
    sourceCommit,
    configDigest: digestOf('config'),
    proposer: { kind: 'agent', id: 'release-agent', onBehalfOf: principal },
    plannedAt: before(now, 60 * minuteMs),
    policy: { digest: digestOf('policy'), version: 1, engine: 'faults' },
    facts: {
      version: '1.2.0',
      previousVersion: '1.1.0',
      versionStep: 'minor',
      firstRelease: false,
      pathsTouched: files.map(({ path }) => path),
      workflowFilesTouched: false,
      assetCount: assets.length,
      totalAssetBytes: assets.reduce((total, { size }) => total + size, 0),
      lastAuthor: null,
      artifactChecks: [],
    },
    operations: [
      {
        operation: must(parseOperation(plain(operation))),
        digest: operationDigest(operation),
        dependsOn: [],
        preconditions: [],
        unknowns: [],
      },
    ],
    notShipped: [],
  };
  return must(parsePlan(utf8Encode(JSON.stringify(plan))));
}

function before(now: Instant, ms: number): Instant {
  return instantFromMs(instantToMs(now) - ms);
}

/** The value as a parser of foreign JSON sees it. */
function plain(value: object): JsonValue {
  return must(parseStrictJson(utf8Encode(JSON.stringify(value)), plainLimits));
}
