// SPDX-License-Identifier: Apache-2.0
// A run of a peer: started, killed where the cell says so, waited for, but not for ever.
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workplace } from './peer-workplace.ts';

/** How a run ended. */
export interface PeerEnd {
  /** Null where it was killed. */
  readonly code: number | null;
  /** It did not end within its time. */
  readonly hung: boolean;
}

/** Longer than the minute that some of them wait after a limit. */
const runMsDefault = 90_000;

/** A run of a peer. */
export class PeerProcess {
  readonly ended: Promise<PeerEnd>;
  readonly #child: ChildProcess;
  #hung = false;

  constructor({ command, folder, environment }: Workplace, runMs = runMsDefault) {
    this.#child = spawn(command.file, [...command.arguments], {
      cwd: folder,
      env: environment,
      stdio: 'ignore',
      detached: true,
    });
    const timeUp = new AbortController();
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code) => {
        timeUp.abort();
        resolve({ code, hung: this.#hung });
      });
    });
    sleep(runMs, null, { signal: timeUp.signal })
      .then(() => {
        this.#hung = true;
        return this.kill();
      })
      .catch(() => undefined);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Kills it and whatever it has started. */
  kill(): void {
    if (this.alive && this.pid > 0) process.kill(-this.pid, 'SIGKILL');
  }
}
