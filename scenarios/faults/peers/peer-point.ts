// SPDX-License-Identifier: Apache-2.0
// The moment of the fault in a cell of a peer: where the cell says so, it is killed there.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningEmulator } from '@marketops/github-emulator';
import type { Cell } from '../matrix/cell.ts';
import type { PeerProcess } from './peer-process.ts';

const cutPollMs = 2;

/** The moment of the fault. */
export class PeerPoint {
  readonly #cell: Cell;
  readonly #emulator: RunningEmulator;
  #process: PeerProcess | null = null;

  constructor(cell: Cell, emulator: RunningEmulator) {
    this.#cell = cell;
    this.#emulator = emulator;
    const { killAt } = cell.fault;
    if (cell.kill === 'none' || (killAt !== 'before_apply' && killAt !== 'after_apply')) return;
    emulator.addFault({
      match: cell.call.match,
      fault: { kind: 'hook', when: killAt, run: () => this.#strike() },
    });
  }

  /** Names the process that it happens to. */
  aimAt(process: PeerProcess): void {
    this.#process = process;
    const { kill, fault } = this.#cell;
    if (kill !== 'none' && fault.killAt === 'body_cut') {
      this.#watchForCut(process).catch(() => undefined);
    }
  }

  async #strike(): Promise<void> {
    this.#process?.kill();
    await this.#process?.ended;
  }

  async #watchForCut(process: PeerProcess): Promise<void> {
    const isCut = (): boolean =>
      this.#emulator.requestLog().some(({ faults }) => faults.includes('reset_mid_body'));
    while (process.alive && !isCut()) await sleep(cutPollMs);
    await this.#strike();
  }
}
