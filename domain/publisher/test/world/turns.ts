// SPDX-License-Identifier: Apache-2.0
// Lets several processes take turns in an order that follows from a seed: each call to GitHub and each
// transaction stops at gates, and one gate at a time is opened once nobody can go on by himself.
import { setImmediate as turn } from 'node:timers/promises';
import type { Dice } from '../story/random-faults.ts';
import type { WorldClock } from './world-clock.ts';

/** Where a process stands: its request is on its way, an answer is, or it works on its store. */
export type GateKind = 'request' | 'answer' | 'store' | 'commit';

/** Somebody who takes turns. */
export interface TurnTaker {
  /** Suspended until then, in true time. */
  readonly suspendedUntilMs: number;
  readonly isDead: boolean;
}

interface Gate {
  readonly taker: TurnTaker;
  readonly kind: GateKind;
  readonly open: () => void;
}

interface Sleeper {
  readonly taker: TurnTaker;
  readonly dueMs: number;
  readonly open: () => void;
}

const stepMsMax = 400;

/** The turns of one world. */
export class Turns {
  readonly #clock: WorldClock;
  readonly #dice: Dice;
  #gates: Gate[] = [];
  #sleepers: Sleeper[] = [];

  constructor(clock: WorldClock, dice: Dice) {
    this.#clock = clock;
    this.#dice = dice;
  }

  /** Whether a request is on its way, which GitHub gets within seconds. */
  get requestOnItsWay(): boolean {
    return this.#gates.some(({ kind }) => kind === 'request');
  }

  /** Stops until the gate is opened; for ever where the process is dead by then. */
  gate(taker: TurnTaker, kind: GateKind): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gates.push({ taker, kind, open: resolve });
    return promise;
  }

  /** Sleeps; what wakes is true time, whatever the shown clock says. */
  sleep(taker: TurnTaker, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const dueMs = this.#clock.trueMs + Math.max(ms, 0);
    this.#sleepers.push({ taker, dueMs, open: resolve });
    return promise;
  }

  /** Opens one gate, or lets time pass until somebody wakes; false where nobody ever will. */
  async take(): Promise<boolean> {
    await turn();
    this.#gates = this.#gates.filter(({ taker, kind }) => kind === 'request' || !taker.isDead);
    this.#sleepers = this.#sleepers.filter(({ taker }) => !taker.isDead);
    const now = this.#clock.trueMs;
    const open = this.#gates.filter((gate) => !isHeld(gate, now));
    const awake = this.#sleepers.filter((one) => wakesAtMs(one) <= now);
    const ready = [...open, ...awake];
    const next = ready[this.#dice.roll(ready.length)];
    if (next !== undefined) {
      this.#gates = this.#gates.filter((gate) => gate !== next);
      this.#sleepers = this.#sleepers.filter((one) => one !== next);
      if ('kind' in next) this.#clock.pass(this.#dice.roll(stepMsMax));
      next.open();
      return true;
    }
    const moments = [
      ...this.#gates.map(({ taker }) => taker.suspendedUntilMs),
      ...this.#sleepers.map(wakesAtMs),
    ];
    if (moments.length === 0) return false;
    this.#clock.pass(Math.min(...moments) - now);
    return true;
  }
}

/** What left a process before it was suspended reaches GitHub all the same. */
function isHeld({ taker, kind }: Gate, now: number): boolean {
  return kind !== 'request' && taker.suspendedUntilMs > now;
}

function wakesAtMs({ taker, dueMs }: Sleeper): number {
  return Math.max(dueMs, taker.suspendedUntilMs);
}
