// SPDX-License-Identifier: Apache-2.0
// The moment of the fault in one cell: what is done to the process there, and that it was reached.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningEmulator } from '@marketops/github-emulator';
import type { PublisherChild } from '../process/publisher-child.ts';
import type { Cell } from '../matrix/cell.ts';

const cutPollMs = 2;

/** The moment of the fault. */
export class FaultPoint {
  /** Resolves at the moment of the fault, once everything is done to the process. */
  readonly reached: Promise<void>;
  readonly #cell: Cell;
  readonly #emulator: RunningEmulator;
  #child: PublisherChild | null = null;
  #isReached = false;
  #reach: () => void = () => undefined;

  constructor(cell: Cell, emulator: RunningEmulator) {
    this.#cell = cell;
    this.#emulator = emulator;
    this.reached = new Promise((resolve) => {
      this.#reach = resolve;
    });
    const { killAt } = cell.fault;
    if (killAt === 'before_apply' || killAt === 'after_apply') {
      emulator.addFault({
        match: cell.call.match,
        fault: { kind: 'hook', when: killAt, run: () => this.#strike() },
      });
    }
  }

  /** Whether the fault was met, as far as GitHub's side can tell. */
  get isReached(): boolean {
    return this.#isReached;
  }

  /** Names the process that it happens to, and keeps watch where nothing calls back. */
  aimAt(child: PublisherChild): void {
    this.#child = child;
    const { killAt } = this.#cell.fault;
    if (killAt === 'body_cut') this.#watchForCut(child).catch(() => this.#reach());
  }

  async #strike(): Promise<void> {
    this.#isReached = true;
    const child = this.#child;
    const { fault, kill } = this.#cell;
    if (child !== null && fault.processFault !== null) await child.tell(fault.processFault);
    if (child !== null && kill === 'paused_replica') child.pause();
    if (child !== null && (kill === 'sigkill' || kill === 'second_replica')) {
      child.kill();
      await child.ended;
    }
    this.#reach();
  }

  async #watchForCut(child: PublisherChild): Promise<void> {
    while (child.alive && !this.#isReached) {
      const cut = this.#emulator
        .requestLog()
        .some(({ faults }) => faults.includes('reset_mid_body'));
      if (cut) return this.#strike();
      await sleep(cutPollMs);
    }
  }
}
