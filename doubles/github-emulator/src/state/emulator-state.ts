// SPDX-License-Identifier: Apache-2.0
// Everything the emulator remembers, in one value. Handlers read and change it synchronously, so that a
// call is applied as a whole or not at all.

import type { Account } from './account.ts';
import type { GitHubApp, Installation } from './github-app.ts';
import { createRepository, fullNameOf, type Repository } from './repository.ts';
import { SeededRandom } from './seeded-random.ts';
import { changeSettings, defaultSettings, type Settings, type SettingsChange } from './settings.ts';
import type { Token } from './token.ts';

/** The things that are numbered, each by its own sequence. */
export type NumberedKind =
  | 'account'
  | 'repository'
  | 'release'
  | 'asset'
  | 'pull'
  | 'ruleset'
  | 'app'
  | 'installation';

const FIRST_ID = 1001;

/** The state of an emulator; created empty. */
export class EmulatorState {
  readonly accounts = new Map<string, Account>();
  readonly repositories = new Map<number, Repository>();
  /** Repository ids by lower-case `owner/name`, former names included. */
  readonly names = new Map<string, number>();
  /** Credentials by their secret. */
  readonly tokens = new Map<string, Token>();
  readonly apps = new Map<number, GitHubApp>();
  readonly installations = new Map<number, Installation>();
  readonly random: SeededRandom;
  settings: Settings;
  readonly #discarded = new Set<string>();
  readonly #lastIds = new Map<NumberedKind, number>();
  readonly #clock: () => number;
  #advancedMs = 0;

  constructor(options: { clock: () => number; seed: string; settings: SettingsChange }) {
    this.#clock = options.clock;
    this.random = new SeededRandom(options.seed);
    this.settings = changeSettings(defaultSettings, options.settings);
  }

  /** The instant, in milliseconds since 1970: the given clock plus what was added by `advance`. */
  now(): number {
    return this.#clock() + this.#advancedMs;
  }

  /** Moves the emulator's clock forward. */
  advance(milliseconds: number): void {
    this.#advancedMs += milliseconds;
  }

  /** Marks a file on disk as no longer needed; it goes unless an asset still has it. */
  discardFile(path: string): void {
    this.#discarded.add(path);
  }

  /** Takes the files that were marked and that no asset has. */
  takeDiscardedFiles(): readonly string[] {
    const held = new Set(
      [...this.repositories.values()].flatMap(({ assets }) =>
        [...assets.values()].map((asset) => asset.bytesPath),
      ),
    );
    const free = [...this.#discarded].filter((path) => !held.has(path));
    this.#discarded.clear();
    return free;
  }

  /** Takes the next number of a kind. */
  nextId(kind: NumberedKind): number {
    const next = (this.#lastIds.get(kind) ?? FIRST_ID - 1) + 1;
    this.#lastIds.set(kind, next);
    return next;
  }

  /** Finds an account by login, or makes it. */
  account(login: string, type: Account['type'] = 'User'): Account {
    const known = this.accounts.get(login.toLowerCase());
    if (known !== undefined) {
      return known;
    }
    const account: Account = { id: this.nextId('account'), login, type, name: null, email: null };
    this.accounts.set(login.toLowerCase(), account);
    return account;
  }

  /** Makes an empty repository under a name that must be free. */
  addRepository(spec: {
    owner: string;
    name: string;
    private: boolean;
    defaultBranch: string;
    description: string | null;
  }): Repository {
    const repository = createRepository({
      ...spec,
      id: this.nextId('repository'),
      ownerLogin: this.account(spec.owner).login,
      now: this.now(),
    });
    const key = fullNameOf(repository).toLowerCase();
    const holder = this.repositoryNamed(repository.ownerLogin, repository.name);
    if (holder !== undefined && fullNameOf(holder).toLowerCase() === key) {
      throw new Error(`repository ${fullNameOf(repository)} exists already; choose another name`);
    }
    this.repositories.set(repository.id, repository);
    this.names.set(key, repository.id);
    return repository;
  }

  /** Finds a repository by a name it has or had. */
  repositoryNamed(owner: string, name: string): Repository | undefined {
    const id = this.names.get(`${owner}/${name}`.toLowerCase());
    return id === undefined ? undefined : this.repositories.get(id);
  }

  /** Renames or transfers a repository; the former name goes on leading to it. */
  renameRepository(repository: Repository, to: { owner?: string; name?: string }): void {
    repository.ownerLogin = this.account(to.owner ?? repository.ownerLogin).login;
    repository.name = to.name ?? repository.name;
    this.names.set(fullNameOf(repository).toLowerCase(), repository.id);
  }
}
