// SPDX-License-Identifier: Apache-2.0
// What became of operations, for people and for programs.
import type { Instant, JsonObject, PublicationOutcome, PublicationResult } from '@marketops/core';
import type { OperationReport } from '@marketops/engine';
import { explainAll, explanationLine } from '../face/report-refusals.ts';

/** The lines of one operation's end; `endedBefore` is when, where that was before this command. */
export function reportLines(
  { receipt, outcome, status, refusals }: OperationReport,
  endedBefore: Instant | null = null,
): readonly string[] {
  const url = outcome?.result?.url ?? '';
  const names = { OPERATION: receipt.operationId };
  return [
    `${receipt.operationKind.padEnd(16)}${status}  ${url}`.trimEnd(),
    ...(endedBefore === null ? [] : [`  ended at ${endedBefore}; nothing was tried now`]),
    ...explainAll(refusals, names).map((reason) => `  ${explanationLine(reason)}`),
  ];
}

/** One operation's end for programs; `endedBefore` as above. */
export function reportJson(
  report: OperationReport,
  endedBefore: Instant | null = null,
): JsonObject {
  const { receipt, outcome, status, refusals } = report;
  return {
    kind: receipt.operationKind,
    status,
    operationId: receipt.operationId,
    receiptId: receipt.receiptId,
    url: outcome?.result?.url ?? null,
    objectIds: outcome === null ? [] : objectIds(outcome),
    logIndex: outcome?.logIndex ?? null,
    endedBefore,
    refusals: explainAll(refusals, { OPERATION: receipt.operationId }),
  };
}

/** The lines of one operation as the publisher settled it. */
export function publicationLines(outcome: PublicationOutcome): readonly string[] {
  const { operationId, operationKind, status, result, refusals } = outcome;
  const names = operationId === null ? {} : { OPERATION: operationId };
  return [
    `${(operationKind ?? 'operation').padEnd(16)}${operationId ?? ''}  ${status}  ${result?.url ?? ''}`.trimEnd(),
    ...explainAll(refusals, names).map((reason) => `  ${explanationLine(reason)}`),
  ];
}

/** One operation as the publisher settled it, for programs. */
export function publicationJson(outcome: PublicationOutcome): JsonObject {
  const { operationId, operationKind, status, receiptId, result, logIndex, refusals } = outcome;
  return {
    kind: operationKind,
    status,
    operationId,
    receiptId,
    url: result?.url ?? null,
    objectIds: objectIds(outcome),
    logIndex,
    refusals: explainAll(refusals, operationId === null ? {} : { OPERATION: operationId }),
  };
}

/** The git objects that stand on GitHub because of an outcome. */
function objectIds({ result }: PublicationOutcome): readonly string[] {
  return result === null ? [] : idsOf(result);
}

function idsOf(result: PublicationResult): readonly string[] {
  switch (result.kind) {
    case 'tag_repo':
      return [result.tagOid, result.targetCommit];
    case 'publish_release':
      return [result.tagOid];
    case 'open_pr':
      return [result.headOid];
  }
}
