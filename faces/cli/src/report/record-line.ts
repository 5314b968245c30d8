// SPDX-License-Identifier: Apache-2.0
// One record of the log as people read it.
import type { OperationAuditRecord } from '@marketops/core';
import type { LoggedRecord } from '@marketops/log';

const indexWidth = 6;
const eventWidth = 22;

/** Index, time, event, what it is about, and how it ended. */
export function recordLine({ index, record }: LoggedRecord): string {
  const { recordedAt, event, operationKind, status, reasons } = record;
  const codes = reasons.map(({ code }) => code).join(', ');
  const rest = [operationKind, subjectOf(record), status, codes].filter(
    (part) => part !== null && part !== '',
  );
  return `${String(index).padStart(indexWidth)}  ${recordedAt}  ${event.padEnd(eventWidth)}${rest.join('  ')}`;
}

function subjectOf({ operationId, receiptId, runId, actor }: OperationAuditRecord): string | null {
  return operationId ?? receiptId ?? runId ?? actor;
}
