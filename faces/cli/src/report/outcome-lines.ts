// SPDX-License-Identifier: Apache-2.0
// What became of operations, for people and for programs.
import type { JsonObject, PublicationOutcome, PublicationResult } from '@marketops/core';
import type { OperationReport } from '@marketops/engine';
import { explainAll, explanationLine } from '../face/report-refusals.ts';

/** The lines of one operation's end. */
export function reportLines({ receipt, outcome, status, refusals }: OperationReport): string[] {
  const url = outcome?.result?.url ?? '';
  const names = { OPERATION: receipt.operationId };
  return [
    `${receipt.operationKind.padEnd(16)}${status}  ${url}`.trimEnd(),
    ...explainAll(refusals, names).map((reason) => `  ${explanationLine(reason)}`),
  ];
}

/** One operation's end for programs. */
export function reportJson(report: OperationReport): JsonObject {
  const { receipt, outcome, status, refusals } = report;
  return {
    kind: receipt.operationKind,
    status,
    operationId: receipt.operationId,
    receiptId: receipt.receiptId,
    url: outcome?.result?.url ?? null,
    objectIds: outcome === null ? [] : objectIds(outcome),
    logIndex: outcome?.logIndex ?? null,
    refusals: explainAll(refusals, { OPERATION: receipt.operationId }),
  };
}

/** The git objects that stand on GitHub because of an outcome. */
export function objectIds({ result }: PublicationOutcome): readonly string[] {
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
