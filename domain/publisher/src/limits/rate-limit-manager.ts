// SPDX-License-Identifier: Apache-2.0
// What is known of GitHub's limits, and who may send when. Waits live in the store, so that they
// survive a restart and hold for every replica; uploads in flight are counted here.
import {
  instantFromMs,
  instantToMs,
  type Clock,
  type Instant,
  type RateLimitHeaders,
} from '@marketops/core';
import type { PublisherStore, PublisherTransaction } from '../port/publisher-store.ts';
import type { WaitCause } from '../protocol/stop.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import type { LimitCause } from '../recovery/recovery-action.ts';
import { rememberedWritesMax, type RateLimitState } from './rate-limit-state.ts';
import { boundedUntil, stateAsOf } from './state-as-of.ts';
import { UploadSlots } from './upload-slots.ts';
import { nextWriteAtMs, rememberedMs, type WriteBudget } from './write-pace.ts';

/** What the limits are managed by. */
export type RateLimitOptions = WriteBudget &
  Pick<
    PublisherOptions,
    | 'secondaryWaitMs'
    | 'secondaryWaitMaxMs'
    | 'resetMarginMs'
    | 'limitWaitMaxMs'
    | 'uploadsInFlightMax'
  >;

/** Nothing may be sent before `until`. */
export interface LimitWait {
  readonly until: Instant;
  readonly cause: WaitCause;
}

const nothingKnown: RateLimitState = {
  blockedUntil: null,
  cause: null,
  strikes: 0,
  writtenAtMs: [],
};
const strikesMax = 64;

/** Knows the limits of every account that is published to. */
export class RateLimitManager {
  readonly #store: PublisherStore;
  readonly #clock: Clock;
  readonly #options: RateLimitOptions;
  /** What the store said last; good enough for reads, and writes ask the store itself. */
  readonly #known = new Map<string, RateLimitState>();
  /** Slots for uploads, at most five by default, shared by everything this process publishes. */
  readonly uploads: UploadSlots;

  constructor(store: PublisherStore, clock: Clock, options: RateLimitOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#options = options;
    this.uploads = new UploadSlots(options.uploadsInFlightMax);
  }

  /** Reads what this and other processes have learned of the account of `scope`. */
  async refresh(scope: string): Promise<void> {
    this.#known.set(scope, await this.#store.transaction((tx) => this.#read(tx, scope)));
  }

  /** Until when nothing may be sent to the account of `scope`, as far as is known here, or null. */
  blocked(scope: string): LimitWait | null {
    const known = this.#asOfNow(this.#known.get(scope) ?? nothingKnown);
    this.#known.set(scope, known);
    return this.#blockOf(known);
  }

  /**
   * Permits one write in the transaction that journals it and, where it creates content, counts it;
   * or says until when it has to wait, and counts nothing.
   */
  async permitWrite(tx: PublisherTransaction, scope: string): Promise<LimitWait | null> {
    const state = await this.#read(tx, scope);
    const block = this.#blockOf(state);
    if (block !== null) return block;
    const nowMs = instantToMs(this.#clock.now());
    const nextMs = nextWriteAtMs(state.writtenAtMs, nowMs, this.#options);
    if (nextMs > nowMs) return { until: instantFromMs(nextMs), cause: 'rate_limit_content' };
    const recent = state.writtenAtMs.filter((atMs) => atMs > nowMs - rememberedMs);
    await tx.saveRateLimitState(scope, {
      ...state,
      writtenAtMs: [...recent, nowMs].slice(-rememberedWritesMax),
    });
    return null;
  }

  /** Learns from an answer that came: a spent budget blocks, a write that went through forgives. */
  async learn(scope: string, headers: RateLimitHeaders, wrote: boolean): Promise<void> {
    const { remaining, resetAtSeconds } = headers;
    if (remaining === 0 && resetAtSeconds !== null) {
      const untilMs = resetAtSeconds * 1_000 + this.#options.resetMarginMs;
      await this.#extendBlock(scope, 'primary', () => untilMs);
    } else if (wrote && (this.#known.get(scope)?.strikes ?? 0) > 0) {
      await this.#change(scope, (state) => ({ ...state, strikes: 0 }));
    }
  }

  /**
   * A limit was met. `until` is what GitHub said, obeyed for `limitWaitMaxMs` at most; where it said
   * nothing, a minute is waited, twice as long each time in a row. Returns until when nothing is sent.
   */
  block(scope: string, cause: LimitCause, until: Instant | null): Promise<LimitWait> {
    return this.#extendBlock(scope, cause, (strikes) => {
      if (until !== null) return instantToMs(until);
      const { secondaryWaitMs, secondaryWaitMaxMs } = this.#options;
      const waitMs = Math.min(secondaryWaitMs * 2 ** Math.max(strikes - 1, 0), secondaryWaitMaxMs);
      return instantToMs(this.#clock.now()) + waitMs;
    });
  }

  async #extendBlock(
    scope: string,
    cause: LimitCause,
    untilMsOf: (strikes: number) => number,
  ): Promise<LimitWait> {
    const changed = await this.#change(scope, (state) => {
      const strikes = Math.min(state.strikes + (cause === 'primary' ? 0 : 1), strikesMax);
      const knownMs = state.blockedUntil === null ? 0 : instantToMs(state.blockedUntil);
      const untilMs = Math.max(knownMs, untilMsOf(strikes));
      const blockedUntil = boundedUntil(untilMs, instantToMs(this.#clock.now()), this.#options);
      return { ...state, strikes, cause, blockedUntil };
    });
    return { until: changed.blockedUntil ?? this.#clock.now(), cause: waitCause(cause) };
  }

  async #change(
    scope: string,
    change: (state: RateLimitState) => RateLimitState,
  ): Promise<RateLimitState> {
    const changed = await this.#store.transaction(async (tx) => {
      const state = change(this.#asOfNow(await readState(tx, scope)));
      await tx.saveRateLimitState(scope, state);
      return state;
    });
    this.#known.set(scope, changed);
    return changed;
  }

  /** What the store knows; where that had to be bounded, the bound is kept. */
  async #read(tx: PublisherTransaction, scope: string): Promise<RateLimitState> {
    const stored = await readState(tx, scope);
    const state = this.#asOfNow(stored);
    if (state !== stored) await tx.saveRateLimitState(scope, state);
    return state;
  }

  #asOfNow(state: RateLimitState): RateLimitState {
    return stateAsOf(state, instantToMs(this.#clock.now()), this.#options);
  }

  #blockOf({ blockedUntil, cause }: RateLimitState): LimitWait | null {
    if (blockedUntil === null || cause === null) return null;
    return instantToMs(this.#clock.now()) < instantToMs(blockedUntil)
      ? { until: blockedUntil, cause: waitCause(cause) }
      : null;
  }
}

async function readState(tx: PublisherTransaction, scope: string): Promise<RateLimitState> {
  return (await tx.rateLimitState(scope)) ?? nothingKnown;
}

function waitCause(cause: LimitCause): WaitCause {
  return `rate_limit_${cause}`;
}
