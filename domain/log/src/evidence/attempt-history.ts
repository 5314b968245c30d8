// SPDX-License-Identifier: Apache-2.0
// What the records say became of the attempt: admitted, worked on, settled, in this order; or
// rejected, and never admitted.
import { refusal, type AuditEvent, type OperationStatus, type Refusal } from '@marketops/core';
import type { EvidencePack, ProvedRecord } from './evidence-pack.ts';
import { namesSubject } from './evidence-subject.ts';
import { concluded, type EvidenceCheck } from './evidence-verdict.ts';

/** An attempt's own records. */
export type AttemptHistory =
  | {
      readonly kind: 'admitted';
      readonly admitted: ProvedRecord;
      /** The log's last word on how it ended. */
      readonly ended: ProvedRecord;
      readonly status: OperationStatus;
    }
  | {
      readonly kind: 'rejected';
      /** Every rejection of exactly this subject; the first is the attempt's. */
      readonly rejections: readonly [ProvedRecord, ...ProvedRecord[]];
      readonly status: OperationStatus;
    };

/** The history, null where the records do not tell one, and the check that says so. */
export interface HistoryReading {
  readonly check: EvidenceCheck;
  readonly history: AttemptHistory | null;
}

const workEvents: readonly AuditEvent[] = [
  'operation.attempted',
  'operation.settled',
  'operation.reconciled',
];
const endEvents: readonly AuditEvent[] = ['operation.settled', 'operation.reconciled'];
const endStatuses: readonly (OperationStatus | null)[] = ['success', 'failed', 'outcome_unknown'];

/** Reads an attempt's history from its records. */
export function readHistory(pack: EvidencePack): HistoryReading {
  const own = pack.records.filter(({ record }) => namesSubject(record, pack.subject));
  const admissions = own.filter(({ record }) => record.event === 'operation.admitted');
  const [admitted] = admissions;
  if (admitted === undefined) return readRejection(own);

  const expected = 'one admission, work after it alone, and a settlement';
  const work = own.filter(({ record }) => workEvents.includes(record.event));
  const ended = work.findLast(({ record }) => endEvents.includes(record.event));
  const status = ended?.record.status ?? null;
  const wrong = [
    ...(admissions.length > 1 ? [`${admissions.length} admissions`] : []),
    ...(admitted.record.receiptId === null ? ['an admission without a receipt'] : []),
    ...work
      .filter(({ index }) => index < admitted.index)
      .map(({ index, record }) => `${record.event} at ${index}, before the admission`),
    ...(work.some(({ record }) => record.event === 'operation.settled') ? [] : ['no settlement']),
    ...(endStatuses.includes(status) ? [] : [`an end with the status ${String(status)}`]),
  ];
  const check = concludeHistory(expected, `settled as ${String(status)}`, wrong);
  return wrong.length > 0 || ended === undefined || status === null
    ? { check, history: null }
    : { check, history: { kind: 'admitted', admitted, ended, status } };
}

function readRejection(own: readonly ProvedRecord[]): HistoryReading {
  const expected = 'an admission, or a rejection';
  const rejections = own.filter(({ record }) => record.event === 'operation.rejected');
  const [first, ...more] = rejections;
  if (first === undefined) {
    return { check: concludeHistory(expected, '', ['neither']), history: null };
  }
  const { status } = first.record;
  const rejected = status === 'rejected_by_auth' || status === 'rejected_by_mode';
  const wrong = [
    ...(rejected ? [] : [`a rejection with the status ${String(status)}`]),
    ...own
      .filter(({ record }) => workEvents.includes(record.event))
      .map(({ index, record }) => `${record.event} at ${index} without an admission`),
  ];
  const check = concludeHistory(expected, `a rejection, ${String(status)}`, wrong);
  return wrong.length > 0 || status === null
    ? { check, history: null }
    : { check, history: { kind: 'rejected', rejections: [first, ...more], status } };
}

function concludeHistory(expected: string, found: string, wrong: readonly string[]): EvidenceCheck {
  const refusals = wrong.map(
    (what): Refusal =>
      refusal('evidence.history_incomplete', { subject: 'records', expected, found: what }),
  );
  return concluded('history_complete', { expected, found }, refusals);
}
