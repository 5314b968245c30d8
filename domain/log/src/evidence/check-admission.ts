// SPDX-License-Identifier: Apache-2.0
// The publisher's own checks once more, by the verifier's trust: what depends on a store's state at
// the time cannot be known from a pack and is not among them.
import {
  canonicalJsonBytes,
  evaluateOnly,
  examineApprovals,
  examineReceipt,
  refusal,
  type AdmissionFacts,
  type CheckName,
  type CheckResult,
  type Instant,
  type SignatureVerifier,
} from '@marketops/core';
import type { AttemptHistory } from './attempt-history.ts';
import type { EvidencePack } from './evidence-pack.ts';
import type { EvidenceTrust } from './evidence-trust.ts';
import type { PackReading } from './pack-reading.ts';
import { concluded, notEvaluatedFor, type EvidenceCheck } from './evidence-verdict.ts';

/** Evaluated as things stood when the publisher admitted the operation, by its own clock. */
const checksOfAdmission: readonly CheckName[] = [
  'mode_is_prod',
  'receipt_present',
  'receipt_enforceable',
  'run_bound',
  'operation_kind_bound',
  'not_expired',
  'not_stale',
  'mint_signature',
  'audience',
  'repository',
  'content',
  'approvals',
  'not_from_the_future',
];

/** An admitted attempt, and what it is judged by. */
export interface AdmissionEvidence extends PackReading {
  readonly history: Extract<AttemptHistory, { kind: 'admitted' }>;
  readonly trust: EvidenceTrust;
  readonly verifier: SignatureVerifier;
}

/** What the checks found, and what they looked at; null where too little is in the pack. */
export interface AdmissionReading {
  readonly checks: readonly EvidenceCheck[];
  readonly facts: AdmissionFacts | null;
}

/** Evaluates the checks of an admitted attempt, in the order of docs/reference/checks.md. */
export async function checkAdmission(evidence: AdmissionEvidence): Promise<AdmissionReading> {
  const { pack, receipt, history } = evidence;
  const { runId, recordedAt } = history.admitted.record;
  if (receipt === null || pack.operation === null || runId === null) {
    const missing = 'a run, an operation and an enforceable receipt';
    return { checks: checksOfAdmission.map((name) => notEvaluatedFor(name, missing)), facts: null };
  }
  const facts = await gatherFacts(evidence, { operation: pack.operation, runId }, recordedAt);
  return { checks: evaluateOnly(checksOfAdmission, facts).checks.map(asEvidenceCheck), facts };
}

/** No record of the log took the receipt back before it was admitted. */
export function checkRevocation(
  { records, subject }: EvidencePack,
  { admitted }: AdmissionEvidence['history'],
): EvidenceCheck {
  const expected = 'no revocation of the receipt before its admission';
  const revocation = records.find(
    ({ index, record }) =>
      record.event === 'receipt.revoked' &&
      record.receiptId === subject.receiptId &&
      index < admitted.index,
  );
  const found = revocation === undefined ? 'none' : `one at ${revocation.index}`;
  const details = { subject: subject.receiptId ?? 'receipt', expected, found };
  const refusals = revocation === undefined ? [] : [refusal('receipt.revoked', details)];
  return concluded('not_revoked_in_log', { expected, found }, refusals);
}

async function gatherFacts(
  { pack, receipt, history, trust, verifier }: AdmissionEvidence,
  subject: Pick<AdmissionFacts, 'operation' | 'runId'>,
  now: Instant,
): Promise<AdmissionFacts> {
  const by = { root: trust.trustRoot, verifier };
  const receiptBytes = pack.receipt === null ? null : canonicalJsonBytes(pack.receipt);
  return {
    ...subject,
    mode: history.admitted.record.mode,
    receipt: await examineReceipt(receiptBytes, by),
    plan: pack.plan,
    approvals: await examineApprovals(pack.approvals.map(canonicalJsonBytes), by),
    pins: { ...trust.publisher, trustRoot: trust.trustRoot },
    // Only a store knows these; the checks that look at them are not evaluated.
    state: {
      now,
      consumedBy: null,
      consumedStatus: null,
      revoked: false,
      consumptionEpoch: receipt?.consumptionEpoch ?? 0,
      policyVersionSeen: receipt?.policy.version ?? 0,
    },
  };
}

function asEvidenceCheck({
  check,
  verdict,
  expected,
  found,
  refusals,
}: CheckResult): EvidenceCheck {
  return { check, verdict, expected, found, refusals };
}
