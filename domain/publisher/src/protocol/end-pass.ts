// SPDX-License-Identifier: Apache-2.0
// How a pass ends: the operation is settled exactly once, together with its audit record, or it is
// given back until a moment.
import {
  instantToMs,
  refusal,
  type Instant,
  type Refusal,
  type Sha256Digest,
} from '@marketops/core';
import { recordedReasonsMax, settledRecord } from '../audit/publisher-records.ts';
import { keptRefusals, keptResult } from '../operation/kept-telling.ts';
import type { Settlement } from '../operation/settlement.ts';
import type { StoredOperation } from '../operation/stored-operation.ts';
import type { Finished } from '../operations/finished.ts';
import type { Situation } from './pass.ts';
import type { Unknown, Wait, WaitCause } from './stop.ts';
import type { Workshop } from './workshop.ts';

const recordedRequestsMax = 32;
const recordedObjectsMax = 16;

/** What a pass found out. */
export type Verdict =
  | { readonly kind: 'success'; readonly finished: Finished }
  | { readonly kind: 'failed'; readonly refusals: readonly Refusal[] }
  | Unknown
  | Wait;

/** How a pass ended. */
export type PassEnd =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  | { readonly kind: 'yielded'; readonly until: Instant; readonly cause: WaitCause };

/** A pass that is over. */
export interface PassOver {
  readonly stored: StoredOperation;
  readonly situation: Situation;
  readonly verdict: Verdict;
  readonly tokenSha256: Sha256Digest | null;
}

/** Settles the operation, or gives it back. */
export async function endPass(workshop: Workshop, over: PassOver): Promise<PassEnd> {
  const { stored, situation, verdict } = over;
  const { journal, progress, clock } = situation;
  const before = stored.settlement;
  if (before !== null && verdict.kind === 'unknown') {
    await journal.release({ step: 'reconcile', until: clock.now(), cause: 'lag' });
    return { kind: 'settled', settlement: before };
  }
  if (verdict.kind === 'wait') {
    const wait = { ...verdict, until: untilDeadline(situation, verdict.until) };
    await journal.release(wait);
    progress.tell({ ...wait, kind: 'waiting' });
    return { kind: 'yielded', until: wait.until, cause: wait.cause };
  }
  const settlement = await settle(workshop, { ...over, verdict });
  progress.tell({ kind: 'settled', status: settlement.status });
  return { kind: 'settled', settlement };
}

/** The deadline is looked at when it comes, however long a limit lasts. */
function untilDeadline({ admitted, clock }: Situation, until: Instant): Instant {
  const deadlineMs = instantToMs(admitted.effectDeadline);
  const ahead = instantToMs(clock.now()) < deadlineMs;
  return ahead && deadlineMs < instantToMs(until) ? admitted.effectDeadline : until;
}

async function settle(
  { actor }: Workshop,
  over: PassOver & { readonly verdict: Exclude<Verdict, Wait> },
): Promise<Settlement> {
  const { stored, situation, verdict, tokenSha256 } = over;
  const { journal, admitted, clock } = situation;
  const settledAt = clock.now();
  const finished = verdict.kind === 'success' ? verdict.finished : null;
  const status: Settlement['status'] =
    verdict.kind === 'unknown' ? 'outcome_unknown' : verdict.kind;
  const refusals =
    verdict.kind === 'success' ? verdict.finished.leftBehind : withPartlyPublic(situation, verdict);
  const objectIds = [...new Set([...(finished?.objectIds ?? []), ...journal.objectIds])];
  const ending = {
    status,
    refusals: keptRefusals(refusals, recordedReasonsMax),
    objectIds: objectIds.slice(0, recordedObjectsMax),
  };
  const record = settledRecord(
    admitted,
    {
      status,
      objectIds: ending.objectIds,
      reasons: ending.refusals,
      tokenSha256,
      event: stored.settlement === null ? 'operation.settled' : 'operation.reconciled',
      recordedAt: settledAt,
      requestIds: journal.requestIds(recordedRequestsMax),
    },
    actor,
  );
  const result = finished === null ? null : keptResult(finished.result);
  return journal.settle({ ...ending, settledAt, result }, record);
}

/** A failure says what of it stands on GitHub nevertheless. */
function withPartlyPublic(
  { journal, admitted }: Situation,
  verdict: Extract<Verdict, { refusals: unknown }>,
): readonly Refusal[] {
  const standing = journal.publicSteps;
  if (verdict.kind !== 'failed' || standing.length === 0) return verdict.refusals;
  const details = { subject: admitted.operationId, expected: 'nothing public' };
  return [
    ...verdict.refusals,
    refusal('operation.partly_public', { ...details, found: standing.join(', ') }),
  ];
}

/** Something unpublished could not be removed. */
export function leftBehindRefusal({ admitted }: Situation, found: string): Refusal {
  const details = { subject: admitted.operationId, expected: 'nothing unpublished left on GitHub' };
  return refusal('operation.left_behind', { ...details, found });
}
