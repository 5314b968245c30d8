// SPDX-License-Identifier: Apache-2.0
// An operation that a receipt was minted for and that another receipt was used for: the first one can
// never be used any more, whatever else is the matter with it.
import type { MintRecord } from '@marketops/authority';
import type { ReceiptId } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import { viewOf } from './planned-standing.ts';

/** The receipt that was used instead, and what became of the operation. */
export interface OtherReceipt {
  readonly receiptId: ReceiptId;
  /** `open` while it is not settled. */
  readonly status: string;
}

/** The receipt that a mint's operation was admitted by; null where none was used, or the mint's own. */
export async function otherReceipt(
  home: OpenedHome,
  { operationId, receiptId }: MintRecord,
): Promise<OtherReceipt | null> {
  const view = await viewOf(home, operationId);
  if (view === null || view.receiptId === receiptId) return null;
  return { receiptId: view.receiptId, status: view.outcome?.status ?? 'open' };
}

/** The line that says so. */
export function otherReceiptLine({ receiptId, status }: OtherReceipt): string {
  return status === 'success'
    ? `its operation shipped under another receipt, ${receiptId}`
    : `its operation was admitted by another receipt, ${receiptId}: ${status}`;
}
