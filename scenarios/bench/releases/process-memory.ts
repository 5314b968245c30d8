// SPDX-License-Identifier: Apache-2.0
// The peak memory of a process and of everything that it starts, as the kernel counts it (VmHWM).
// The kernel keeps the peak itself; only what happens after the last look at a process is missed.
import { readFileSync, readdirSync } from 'node:fs';

const pollMs = 10;
const kibibyte = 1_024;

/** Watches a process from its start to its end. */
export class MemoryWatch {
  readonly #root: number;
  readonly #peaks = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.#root = pid;
    this.#look();
    this.#timer = setInterval(() => this.#look(), pollMs);
  }

  /** Ends the watch and gives the sum of the peaks of all processes, in bytes. */
  stop(): number {
    clearInterval(this.#timer);
    return [...this.#peaks.values()].reduce((total, peak) => total + peak, 0);
  }

  #look(): void {
    for (const pid of treeOf(this.#root)) {
      const peak = peakOf(pid);
      if (peak !== null) this.#peaks.set(pid, peak);
    }
  }
}

function treeOf(pid: number): readonly number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
  } catch {
    return [];
  }
}

function peakOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return found === undefined ? null : Number(found) * kibibyte;
  } catch {
    return null;
  }
}
