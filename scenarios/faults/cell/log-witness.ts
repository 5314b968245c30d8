// SPDX-License-Identifier: Apache-2.0
// Watches at GitHub's door that every write was in the audit log before it arrived. It reads the
// file for itself and never locks it.
import { DatabaseSync } from 'node:sqlite';
import type { HookContext, RunningEmulator } from '@marketops/github-emulator';

/** What of an emulator is watched. */
export type WatchedDoor = Pick<RunningEmulator, 'addFault' | 'writeRoutes'>;

const attemptedQuery = `SELECT json_extract(CAST(leaf AS TEXT), '$.step') AS step FROM log_leaf
  WHERE instr(CAST(leaf AS TEXT), '"event":"operation.attempted"') > 0`;

const repository = '/repos/{owner}/{repo}';

/** The write that a kind of step sends. An announced step that was never sent excuses no other. */
const writeOfStep: { readonly [kind: string]: string } = {
  tag_object: `POST ${repository}/git/tags`,
  blob: `POST ${repository}/git/blobs`,
  tree: `POST ${repository}/git/trees`,
  commit: `POST ${repository}/git/commits`,
  tag_ref: `POST ${repository}/git/refs`,
  head_ref: `POST ${repository}/git/refs`,
  pull_request: `POST ${repository}/pulls`,
  draft: `POST ${repository}/releases`,
  asset: `POST ${repository}/releases/{release_id}/assets`,
  publish: `PATCH ${repository}/releases/{release_id}`,
  remove_draft: `DELETE ${repository}/releases/{release_id}`,
  remove_asset: `DELETE ${repository}/releases/assets/{asset_id}`,
  remove_branch: `DELETE ${repository}/git/refs/{ref}`,
};

/** Counts the writes of each kind that arrive and holds them against the attempts on record. */
export class LogWitness {
  readonly #database: DatabaseSync;
  readonly #writes: ReadonlySet<string>;
  readonly #unannounced: string[] = [];
  readonly #arrived = new Map<string, number>();

  constructor(emulator: WatchedDoor, storePath: string) {
    this.#database = new DatabaseSync(storePath, { readOnly: true });
    this.#writes = new Set(emulator.writeRoutes().map(({ method, route }) => `${method} ${route}`));
    emulator.addFault({
      match: { times: Number.POSITIVE_INFINITY },
      fault: { kind: 'hook', when: 'before_apply', run: (context) => this.#see(context) },
    });
  }

  /** Writes that arrived with fewer attempts of theirs on record than had arrived by then. */
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
    const arrived = (this.#arrived.get(name) ?? 0) + 1;
    this.#arrived.set(name, arrived);
    if (this.#attemptsOf(name) < arrived) this.#unannounced.push(name);
  }

  #attemptsOf(name: string): number {
    const attempts = this.#database.prepare(attemptedQuery).all();
    return attempts.filter(({ step }) => {
      const kind = typeof step === 'string' ? (step.split('/', 1)[0] ?? '') : '';
      return writeOfStep[kind] === name;
    }).length;
  }
}
