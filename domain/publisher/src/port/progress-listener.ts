// SPDX-License-Identifier: Apache-2.0
// What an operation is doing, told as it happens to whoever watches. It never carries a secret, and
// nothing depends on its being heard.
import type { Instant, OperationId } from '@marketops/core';
import type { Settlement } from '../operation/settlement.ts';
import type { WaitCause } from '../protocol/stop.ts';

/** One thing that happened. */
export type ProgressEvent = { readonly operationId: OperationId; readonly at: Instant } & (
  | { readonly kind: 'admitted' }
  | { readonly kind: 'attempted'; readonly step: string; readonly attempt: number }
  | { readonly kind: 'done'; readonly step: string }
  | {
      readonly kind: 'transferred';
      readonly step: string;
      readonly bytes: number;
      readonly bytesTotal: number;
    }
  | {
      readonly kind: 'waiting';
      readonly step: string;
      readonly until: Instant;
      readonly cause: WaitCause;
    }
  /** Another process has it, and can have it until then at least. */
  | { readonly kind: 'held'; readonly holder: string; readonly until: Instant }
  /** A fault of our own; the operation is taken up again. */
  | { readonly kind: 'fault'; readonly fault: string }
  | { readonly kind: 'abandoned'; readonly codes: readonly string[] }
  | { readonly kind: 'settled'; readonly status: Settlement['status'] }
);

/** Hears of progress. What it throws is ignored. */
export interface ProgressListener {
  report(event: ProgressEvent): void;
}
