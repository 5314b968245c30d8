// SPDX-License-Identifier: Apache-2.0
// A whole attempt at tagging a repository, as a publisher would leave it: its documents, a log that
// tells of it among other things, the signed head, and the trust of a stranger.
import {
  auditRecord,
  digestOfBytes,
  encodePlan,
  instantFromMs,
  instantToMs,
  operationDigest,
  planDigest,
  type Approval,
  type EnforceableReceipt,
  type OperationAuditRecord,
  type PublicationPlan,
  type TagRepoOperation,
} from '@marketops/core';
import {
  instantOf,
  makeTestKey,
  must,
  sampleApproval,
  samplePins,
  samplePlan,
  sampleReceipt,
  sampleTagRepo,
  sampleTrustRoot,
  signedApproval,
  signedReceipt,
  type TestKey,
} from '@marketops/testkit';
import { AuditLog } from '../audit/audit-log.ts';
import { cosignCheckpoint, signCheckpoint } from '../../src/checkpoint/sign-checkpoint.ts';
import type { EvidenceSources, LoggedRecord } from '../../src/evidence/assemble-pack.ts';
import { evidenceSubject } from '../../src/evidence/evidence-subject.ts';
import type { EvidenceTrust } from '../../src/evidence/evidence-trust.ts';
import { sampleRecord } from '../audit/sample-records.ts';
import { MemoryLogStorage } from '../storage/memory-log-storage.ts';

export const logOrigin = 'log.acme.example/lantern';
export const witnessName = 'witness.example.com/w1';

type Records = readonly OperationAuditRecord[];

/** What a test makes wrong, or leaves out, on purpose. */
export interface AttemptChanges {
  readonly plan?: PublicationPlan;
  readonly receipt?: Partial<EnforceableReceipt>;
  readonly mintKey?: TestKey;
  readonly approvals?: readonly { readonly person: string; readonly changes?: Partial<Approval> }[];
  /** What the log holds, from what it would hold. */
  readonly records?: (records: Records) => Records;
  readonly logKey?: TestKey;
  readonly cosignedBy?: TestKey;
}

/** One attempt, ready to be packed. */
export interface SampleAttempt {
  readonly storage: MemoryLogStorage;
  readonly log: AuditLog;
  readonly operation: TagRepoOperation;
  readonly receipt: EnforceableReceipt;
  readonly sources: EvidenceSources;
}

/** The trust of a stranger who pins the sample ceremony, its log and a witness. */
export function sampleTrust(): EvidenceTrust {
  const { audience, repositories, approvalsMin } = samplePins();
  const trustRoot = sampleTrustRoot();
  const witness = makeTestKey('witness').trustKey({ roles: ['witness'] });
  return {
    schema: 'urn:marketops:evidence-trust:v1',
    trustRoot: { ...trustRoot, keys: [...trustRoot.keys, witness] },
    log: { origin: logOrigin },
    publisher: { audience, repositories, approvalsMin },
  };
}

/** A plan of one operation, so that a pack of it is small. */
function smallPlan(): PublicationPlan {
  return samplePlan([sampleTagRepo()]);
}

/** Carries the sample attempt out on paper. */
export async function sampleAttempt(changes: AttemptChanges = {}): Promise<SampleAttempt> {
  const plan = changes.plan ?? smallPlan();
  const operation = sampleTagRepo();
  const people = changes.approvals ?? [{ person: 'alice' }, { person: 'bob' }];
  const approvals = await Promise.all(
    people.map((given) => signedApproval(sampleApproval(given.person, plan, given.changes))),
  );
  const receipt = sampleReceipt(operation, approvals.map(digestOfBytes), {
    planDigest: planDigest(plan),
    ...changes.receipt,
  });
  const receiptBytes = await signedReceipt(receipt, changes.mintKey);
  const told = usualRecords({ receipt, receiptBytes, approvals });
  const storage = new MemoryLogStorage();
  const log = new AuditLog(logOrigin, storage);
  const records: LoggedRecord[] = [];
  for (const record of changes.records?.(told) ?? told) {
    records.push({ index: await log.appendRecord(record), record });
  }
  return {
    storage,
    log,
    operation,
    receipt,
    sources: {
      subject: evidenceSubject(receipt),
      plan: encodePlan(plan),
      operation,
      receipt: receiptBytes,
      approvals,
      records,
      signedCheckpoint: await signedHead(log, changes),
      log,
    },
  };
}

/** The log's present head, signed and, if asked for, cosigned. */
export async function signedHead(
  log: AuditLog,
  { logKey = makeTestKey('log'), cosignedBy }: AttemptChanges = {},
): Promise<string> {
  const by = { name: logOrigin, publicKey: logKey.publicKey, signer: logKey };
  const signed = await signCheckpoint(await log.currentCheckpoint(), by);
  if (cosignedBy === undefined) return signed;
  const witness = { name: witnessName, publicKey: cosignedBy.publicKey, signer: cosignedBy };
  return must(await cosignCheckpoint(signed, witness, instantOf('2026-11-20T12:01:00Z')));
}

interface Told {
  readonly receipt: EnforceableReceipt;
  readonly receiptBytes: Uint8Array;
  readonly approvals: readonly Uint8Array[];
}

function usualRecords({ receipt, receiptBytes, approvals }: Told): Records {
  const { runId, planDigest: plan } = receipt;
  const ofOperation = {
    mode: 'prod',
    runId,
    operationId: receipt.operationId,
    operationKind: receipt.operationKind,
    repository: receipt.repository,
    receiptId: receipt.receiptId,
    receiptDigest: digestOfBytes(receiptBytes),
    operationDigest: receipt.operationDigest,
    planDigest: plan,
  };
  const given = approvals.map((approval) =>
    recordAt(-10, {
      event: 'approval.given',
      runId,
      planDigest: plan,
      documentDigest: digestOfBytes(approval),
    }),
  );
  return [
    sampleRecord(70),
    ...given,
    recordAt(-5, { event: 'receipt.minted', ...ofOperation }),
    sampleRecord(71),
    recordAt(0, { event: 'operation.admitted', ...ofOperation }),
    recordAt(1, { event: 'operation.attempted', ...ofOperation, attempt: 1, step: 'create_ref' }),
    sampleRecord(72),
    recordAt(2, {
      event: 'operation.settled',
      ...ofOperation,
      status: 'success',
      objectIds: [sampleTagRepo().tag.oid],
    }),
    sampleRecord(73),
  ];
}

/** A record so many seconds after the admission. */
export function recordAt(
  seconds: number,
  given: Pick<OperationAuditRecord, 'event'> & Partial<OperationAuditRecord>,
): OperationAuditRecord {
  const admittedMs = instantToMs(instantOf('2026-11-20T12:00:00Z'));
  return auditRecord({ recordedAt: instantFromMs(admittedMs + seconds * 1_000), ...given });
}

/** The record of a rejection of the sample operation. */
export function rejectionOf(
  operation: TagRepoOperation,
  given: Partial<OperationAuditRecord>,
): OperationAuditRecord {
  return recordAt(0, {
    event: 'operation.rejected',
    mode: 'prod',
    operationId: operation.operationId,
    operationKind: operation.kind,
    operationDigest: operationDigest(operation),
    status: 'rejected_by_auth',
    reasons: [
      { code: 'receipt.missing', subject: 'receipt', expected: 'a receipt', found: 'nothing' },
    ],
    ...given,
  });
}
