// SPDX-License-Identifier: Apache-2.0
// Watches at GitHub's door that every write was in the audit log before it arrived. It reads the
// file for itself and never locks it.
import { DatabaseSync } from 'node:sqlite';
import type { HookContext, RunningEmulator } from '@marketops/github-emulator';

const attemptedQuery = `SELECT count(*) AS attempts FROM log_leaf
  WHERE instr(CAST(leaf AS TEXT), '"event":"operation.attempted"') > 0`;

/** Counts the writes that arrive and holds them against the attempts on record. */
export class LogWitness {
  readonly #database: DatabaseSync;
  readonly #writes: ReadonlySet<string>;
  readonly #unannounced: string[] = [];
  #arrived = 0;

  constructor(emulator: RunningEmulator, storePath: string) {
    this.#database = new DatabaseSync(storePath, { readOnly: true });
    this.#writes = new Set(emulator.writeRoutes().map(({ method, route }) => `${method} ${route}`));
    emulator.addFault({
      match: { times: Number.POSITIVE_INFINITY },
      fault: { kind: 'hook', when: 'before_apply', run: (context) => this.#see(context) },
    });
  }

  /** Writes that arrived with fewer attempts on record than writes had arrived by then. */
  get unannounced(): readonly string[] {
    return this.#unannounced;
  }

  /** Lets go of the file. */
  close(): void {
    this.#database.close();
  }

  #see({ method, route }: HookContext): void {
    const name = `${method} ${route ?? ''}`;
    if (!this.#writes.has(name)) return;
    this.#arrived += 1;
    const attempts = Number(this.#database.prepare(attemptedQuery).get()?.['attempts']);
    if (attempts < this.#arrived) this.#unannounced.push(name);
  }
}
