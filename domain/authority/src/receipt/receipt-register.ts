// SPDX-License-Identifier: Apache-2.0
// All authority that is alive, and the ways to end it: revoking a receipt, and raising the consumption
// epoch after a restore, which ends every receipt at once.
import { auditRecord, instantToMs, refusal, type Clock, type ReceiptId } from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { AuthorityStore, AuthorityTransaction } from '../port/authority-store.ts';
import type { MintRecord, Revocation } from './mint-record.ts';
import { revokeUnspent } from './revoke-unspent.ts';

/** What a register works with. */
export interface ReceiptRegisterOptions {
  readonly store: AuthorityStore;
  readonly clock: Clock;
}

/** A receipt that could still be used. */
export interface LiveReceipt {
  readonly mint: MintRecord;
  /** Milliseconds until it expires. */
  readonly remainingMs: number;
}

/** A receipt that is revoked. */
export interface RevokedReceipt {
  readonly mint: MintRecord;
  /** How it was revoked before this; null where it was not. */
  readonly before: Revocation | null;
}

/** Lists and ends what was minted. */
export class ReceiptRegister {
  readonly #options: ReceiptRegisterOptions;

  constructor(options: ReceiptRegisterOptions) {
    this.#options = options;
  }

  /** Receipts that are not expired, spent, revoked or of an earlier epoch, in order of minting. */
  async live(): Promise<readonly LiveReceipt[]> {
    const { store, clock } = this.#options;
    return store.transaction(async (transaction) => {
      const now = clock.now();
      const epoch = await transaction.consumptionEpoch();
      const live: LiveReceipt[] = [];
      for (const mint of await transaction.mintsUnexpiredAt(now)) {
        if (mint.consumptionEpoch !== epoch || !(await isUnused(transaction, mint))) continue;
        live.push({ mint, remainingMs: instantToMs(mint.expiresAt) - instantToMs(now) });
      }
      return live;
    });
  }

  /**
   * Takes a receipt back. Refused for one that this authority never minted
   * (`authority.receipt_unknown`) or that is spent (`receipt.consumed`); one that was revoked before
   * stays as it is, and nothing is recorded.
   */
  async revoke(wish: {
    readonly receiptId: ReceiptId;
    readonly revokedBy: string;
    readonly reason: string;
  }): Promise<Answer<RevokedReceipt>> {
    const { store, clock } = this.#options;
    return store.transaction(async (transaction) => {
      const subject = wish.receiptId;
      const mint = await transaction.mint(wish.receiptId);
      if (mint === null) {
        const details = { subject, expected: 'a receipt minted here', found: 'none' };
        return denied(refusal('authority.receipt_unknown', details));
      }
      if (await transaction.isConsumed(wish.receiptId)) {
        const details = { subject, expected: 'a receipt that nobody used', found: 'a used one' };
        return denied(refusal('receipt.consumed', details));
      }
      const { revokedBy, reason } = wish;
      const before = await transaction.revocation(wish.receiptId);
      await revokeUnspent(transaction, [mint], { at: clock.now(), revokedBy, reason });
      return given({ mint, before });
    });
  }

  /**
   * Raises the consumption epoch: every receipt minted before is worth nothing from now on. The new
   * epoch is at least the milliseconds since 1970: a store that is put back twice from one backup has
   * forgotten the epoch between, and must not give its number out again.
   */
  async bumpConsumptionEpoch(actor: string): Promise<number> {
    const { store, clock } = this.#options;
    return store.transaction(async (transaction) => {
      const now = clock.now();
      const epoch = await transaction.bumpConsumptionEpoch(instantToMs(now));
      await transaction.appendAudit(
        auditRecord({
          recordedAt: now,
          event: 'epoch.bumped',
          actor,
          step: `epoch ${epoch}`,
        }),
      );
      return epoch;
    });
  }
}

async function isUnused(transaction: AuthorityTransaction, mint: MintRecord): Promise<boolean> {
  if (await transaction.isConsumed(mint.receiptId)) return false;
  return (await transaction.revocation(mint.receiptId)) === null;
}
