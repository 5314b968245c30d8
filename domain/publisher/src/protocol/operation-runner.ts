// SPDX-License-Identifier: Apache-2.0
// Brings admitted operations to their end, pass after pass: each under a lease, yielding in between,
// so that none keeps another waiting. It outlives faults of our own a few times and never mistakes
// one for a failure of the effect.
import {
  instantToMs,
  type Instant,
  type OperationId,
  type PublicationOutcome,
} from '@marketops/core';
import type { AdmittedOperation } from '../operation/admitted-operation.ts';
import { interruptedOutcome, settledOutcome } from '../operation/publication-outcome.ts';
import type { Settlement } from '../operation/settlement.ts';
import type { Lease, StoredOperation } from '../operation/stored-operation.ts';
import { StaleLeaseError, type PublisherTransaction } from '../port/publisher-store.ts';
import { Progress, type ProgressNews } from './progress.ts';
import { runPass } from './run-pass.ts';
import type { Workshop } from './workshop.ts';

const accessCodes: ReadonlySet<string> = new Set([
  'operation.credential_lost',
  'operation.unobservable',
  'operation.repository_changed',
]);

/** What may be done with an operation at this moment. */
type Turn =
  | { readonly kind: 'ours'; readonly stored: StoredOperation; readonly lease: Lease }
  | { readonly kind: 'later'; readonly notBefore: Instant; readonly heldBy: string | null }
  | { readonly kind: 'settled'; readonly settlement: Settlement };

/** Brings admitted operations to their end. */
export class OperationRunner {
  readonly #workshop: Workshop;
  readonly #running = new Map<OperationId, Promise<PublicationOutcome>>();

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  /**
   * Resolves once the operation is settled, by whomever; or, after several faults of our own in a
   * row, with an outcome that is unknown and not settled. Never throws.
   */
  carryThrough(admitted: AdmittedOperation): Promise<PublicationOutcome> {
    return this.#alone(admitted.operationId, () => this.#carry(admitted));
  }

  /**
   * Looks again at an operation whose outcome is unknown. Where access to GitHub was all that was
   * missing it goes on where it stopped; where people have to decide it creates nothing. Never throws.
   */
  reconcile(admitted: AdmittedOperation): Promise<PublicationOutcome> {
    return this.#alone(admitted.operationId, async () => {
      for (;;) {
        try {
          return await this.#look(admitted);
        } catch (error) {
          if (error instanceof StaleLeaseError) continue;
          return interruptedOutcome(admitted, faultName(error));
        }
      }
    });
  }

  /** One piece of work an operation at a time in this process. */
  #alone(
    operationId: OperationId,
    work: () => Promise<PublicationOutcome>,
  ): Promise<PublicationOutcome> {
    const running = this.#running.get(operationId);
    if (running !== undefined) return running;
    const begun = work().finally(() => this.#running.delete(operationId));
    this.#running.set(operationId, begun);
    return begun;
  }

  async #carry(admitted: AdmittedOperation): Promise<PublicationOutcome> {
    const { clock, strategy, options } = this.#workshop;
    let toldHolder: string | null = null;
    for (let faults = 0; faults < options.faultsMax; ) {
      try {
        const turn = await this.#takeTurn(admitted.operationId);
        if (turn.kind === 'settled') return settledOutcome(admitted, turn.settlement);
        if (turn.kind === 'later') {
          if (turn.heldBy !== null && turn.heldBy !== toldHolder) {
            this.#tell(admitted, { kind: 'held', holder: turn.heldBy, until: turn.notBefore });
          }
          toldHolder = turn.heldBy;
          await this.#sleepTowards(turn.notBefore);
          continue;
        }
        const end = await runPass(this.#workshop, turn, 'carry_out');
        if (end.kind === 'settled') return settledOutcome(admitted, end.settlement);
        faults = 0;
      } catch (error) {
        if (error instanceof StaleLeaseError) continue;
        faults += 1;
        this.#tell(admitted, { kind: 'fault', fault: faultName(error) });
        if (faults >= options.faultsMax) return interruptedOutcome(admitted, faultName(error));
        await clock.sleep(strategy.backoffMs(faults));
      }
    }
    return interruptedOutcome(admitted, 'no fault is allowed');
  }

  async #look(admitted: AdmittedOperation): Promise<PublicationOutcome> {
    for (;;) {
      const turn = await this.#takeTurn(admitted.operationId, true);
      if (turn.kind === 'settled') return settledOutcome(admitted, turn.settlement);
      const unknown = turn.kind === 'ours' ? turn.stored.settlement : null;
      if (turn.kind === 'later' || unknown === null) return this.#carry(admitted);
      const end = await runPass(this.#workshop, turn, lostAccess(unknown) ? 'carry_out' : 'look');
      if (end.kind === 'settled') return settledOutcome(admitted, end.settlement);
      if (end.cause === 'backoff') return settledOutcome(admitted, unknown);
      while (isLater(end.until, this.#workshop.clock.now())) await this.#sleepTowards(end.until);
    }
  }

  /** Claims the operation, or says why not; with `unknownToo` also one whose outcome is unknown. */
  #takeTurn(operationId: OperationId, unknownToo = false): Promise<Turn> {
    const { store, holder, options, clock } = this.#workshop;
    return store.transaction(async (tx): Promise<Turn> => {
      const stored = await tx.operation(operationId);
      if (stored === null) throw new RangeError(`there is no operation ${operationId}`);
      const { settlement, lease: held, dueAt } = stored;
      const open = settlement === null || (unknownToo && settlement.status === 'outcome_unknown');
      if (!open) return { kind: 'settled', settlement };
      const notYet = settlement === null && isLater(dueAt, clock.now());
      if (notYet && !(await clockHasGoneBack(tx, stored, clock.now()))) {
        return { kind: 'later', notBefore: dueAt, heldBy: null };
      }
      const lease = await tx.claim(operationId, { holder, leaseMs: options.leaseMs });
      if (lease !== null) return { kind: 'ours', stored, lease };
      // Somebody else looks at an unknown outcome just now; that is as good.
      if (settlement !== null) return { kind: 'settled', settlement };
      return { kind: 'later', notBefore: held?.until ?? dueAt, heldBy: held?.holder ?? null };
    });
  }

  /** Sleeps towards `until`, but not so long that somebody else's settlement goes unseen. */
  async #sleepTowards(until: Instant): Promise<void> {
    const { clock, options } = this.#workshop;
    const leftMs = instantToMs(until) - instantToMs(clock.now());
    await clock.sleep(Math.min(Math.max(leftMs, 1), options.pollMs));
  }

  #tell(admitted: AdmittedOperation, news: ProgressNews): void {
    const { listener, clock } = this.#workshop;
    new Progress(listener, clock, admitted.operationId).tell(news);
  }
}

/** Whether all that was missing to tell the outcome was access to GitHub. */
function lostAccess({ refusals }: Settlement): boolean {
  return refusals.some(({ code }) => accessCodes.has(code));
}

/** A moment that was written down from a clock that has gone back since makes nobody wait. */
async function clockHasGoneBack(
  tx: PublisherTransaction,
  { admitted }: StoredOperation,
  now: Instant,
): Promise<boolean> {
  const last = (await tx.journal(admitted.operationId)).at(-1);
  return isLater(last?.entry.at ?? admitted.admittedAt, now);
}

function isLater(left: Instant, right: Instant): boolean {
  return instantToMs(left) > instantToMs(right);
}

/** A fault's name. Its message may quote anything, so it is not shown. */
function faultName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
