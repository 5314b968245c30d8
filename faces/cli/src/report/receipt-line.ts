// SPDX-License-Identifier: Apache-2.0
// A receipt that could still be used, with its countdown.
import type { LiveReceipt } from '@marketops/authority';
import type { JsonObject } from '@marketops/core';

const secondMs = 1_000;

/** One line of a live receipt. */
export function receiptLine({ mint, remainingMs }: LiveReceipt): string {
  const { receiptId, operationKind, runId } = mint;
  return `${receiptId}  ${operationKind.padEnd(16)}${runId}  ${secondsOf(remainingMs)} s left`;
}

/** A live receipt for programs. */
export function receiptJson({ mint, remainingMs }: LiveReceipt): JsonObject {
  const { receiptId, runId, operationId, operationKind, expiresAt } = mint;
  const remainingSeconds = secondsOf(remainingMs);
  return { receiptId, runId, operationId, operationKind, expiresAt, remainingSeconds };
}

function secondsOf(milliseconds: number): number {
  return Math.floor(milliseconds / secondMs);
}
