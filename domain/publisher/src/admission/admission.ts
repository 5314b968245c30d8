// SPDX-License-Identifier: Apache-2.0
// Admission: one transaction in which every check is evaluated, the receipt is spent, the operation
// is inserted and its record is logged, or the rejection is. What is not durable was not admitted.
import { isProd, refusal } from '@marketops/core';
import type { CheckReport, Clock, OperationKind, Refusal } from '@marketops/core';
import { admittedRecord, rejectedRecord } from '../audit/publisher-records.ts';
import type { AdmittedOperation } from '../operation/admitted-operation.ts';
import {
  AlreadyPresentError,
  CommitInDoubtError,
  type PublisherStore,
  type PublisherTransaction,
} from '../port/publisher-store.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import { admittedOperation } from './admitted.ts';
import { evaluateAdmission } from './evaluate-admission.ts';
import { admissionState } from './admission-state.ts';
import type { ReadSubmission } from './read-submission.ts';

/** What admission works with. */
export interface AdmissionParts {
  readonly store: PublisherStore;
  readonly clock: Clock;
  readonly options: Pick<PublisherOptions, 'effectDeadlineMs'>;
  /** Who acts, for the log. */
  readonly actor: string;
}

/** Why nothing was admitted. */
export interface Rejection {
  readonly kind: 'rejected';
  readonly status: 'rejected_by_mode' | 'rejected_by_auth';
  readonly report: CheckReport;
  readonly refusals: readonly Refusal[];
  /** Null where not even the rejection could be recorded. */
  readonly logIndex: number | null;
}

/** What became of a submission. */
export type AdmissionDecision =
  | { readonly kind: 'admitted'; readonly admitted: AdmittedOperation }
  | Rejection
  /** The commit may or may not have taken place, and the store does not answer. */
  | { readonly kind: 'in_doubt' };

const triesMax = 3;

/** Decides on a submission that was handed in as one of `kind`; throws what the store throws. */
export async function decideAdmission(
  parts: AdmissionParts,
  read: ReadSubmission,
  kind: OperationKind | null,
): Promise<AdmissionDecision> {
  const inDoubt: AdmittedOperation[] = [];
  for (let tries = 1; ; tries += 1) {
    let decided: AdmissionDecision | null = null;
    try {
      const found = await firstDurable(parts, inDoubt);
      if (found !== null) return { kind: 'admitted', admitted: found };
      return await parts.store.transaction(async (tx) => {
        decided = await decideIn(tx, parts, { read, kind });
        return decided;
      });
    } catch (error) {
      const commitInDoubt = error instanceof CommitInDoubtError;
      if (commitInDoubt) inDoubt.push(...admittedBy(decided));
      // Somebody else was first, or the commit is in doubt: the next try sees what the store holds.
      const worthTrying = commitInDoubt || error instanceof AlreadyPresentError;
      if (worthTrying && tries < triesMax) continue;
      if (inDoubt.length > 0) return { kind: 'in_doubt' };
      throw error;
    }
  }
}

function admittedBy(decision: AdmissionDecision | null): readonly AdmittedOperation[] {
  return decision?.kind === 'admitted' ? [decision.admitted] : [];
}

/** The status of a rejection: a dry run that asks for an effect is told so first. */
export function rejectionStatus(mode: unknown): Rejection['status'] {
  return isProd(mode) ? 'rejected_by_auth' : 'rejected_by_mode';
}

interface Request {
  readonly read: ReadSubmission;
  readonly kind: OperationKind | null;
}

async function decideIn(
  tx: PublisherTransaction,
  { clock, options, actor }: AdmissionParts,
  { read, kind }: Request,
): Promise<AdmissionDecision> {
  const now = clock.now();
  const { facts } = read;
  const { state, admittedBefore } = await admissionState(tx, facts, now);
  const report = evaluateAdmission({ ...facts, state });
  const refusals = [...report.refusals, ...read.refusals, ...repeated(admittedBefore)];
  const candidate = admittedOperation(read, report, { now, options });
  if (report.passed && refusals.length === 0 && candidate !== null) {
    const { operationId, receiptId } = candidate;
    await tx.insertConsumption({ receiptId, operationId, consumedAt: now });
    await tx.insertOperation(candidate);
    await tx.raisePolicyVersionSeen(policyVersionOf(read));
    await tx.appendAudit(admittedRecord(candidate, actor));
    return { kind: 'admitted', admitted: candidate };
  }
  const status = rejectionStatus(facts.mode);
  const { runId, mode, operation, receipt } = facts;
  const { operationDigest, planDigest } = read;
  const record = rejectedRecord(
    {
      recordedAt: now,
      status,
      mode,
      runId,
      operation,
      receipt,
      operationDigest,
      planDigest,
      operationKind: kind,
      reasons: refusals,
    },
    actor,
  );
  return { kind: 'rejected', status, report, refusals, logIndex: await tx.appendAudit(record) };
}

/** The admission of ours whose commit was in doubt and did take place, or null. */
async function firstDurable(
  { store }: AdmissionParts,
  inDoubt: readonly AdmittedOperation[],
): Promise<AdmittedOperation | null> {
  for (const candidate of inDoubt) {
    const stored = await store.transaction((tx) => tx.operation(candidate.operationId));
    if (stored !== null && isSameAdmission(stored.admitted, candidate)) return candidate;
  }
  return null;
}

/** An earlier admission of the same operation is not this one. */
function isSameAdmission(stored: AdmittedOperation, candidate: AdmittedOperation): boolean {
  return (
    stored.receiptId === candidate.receiptId &&
    stored.runId === candidate.runId &&
    stored.operationDigest === candidate.operationDigest &&
    stored.admittedAt === candidate.admittedAt
  );
}

function repeated(admittedBefore: AdmittedOperation | null): readonly Refusal[] {
  if (admittedBefore === null) return [];
  const { operationId, receiptId } = admittedBefore;
  const details = { subject: operationId, expected: 'an operation that was never admitted' };
  return [refusal('operation.already_admitted', { ...details, found: `under ${receiptId}` })];
}

function policyVersionOf({ facts }: ReadSubmission): number {
  return facts.receipt.kind === 'enforceable' ? facts.receipt.receipt.policy.version : 0;
}
