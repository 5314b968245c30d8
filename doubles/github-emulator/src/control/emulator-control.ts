// SPDX-License-Identifier: Apache-2.0
// Everything that can be done to an emulator from outside GitHub's interface: set it up, script faults,
// act as somebody else, and read what really happened.

import type { EmulatorCore } from '../api/emulator-core.ts';
import type { RequestLogEntry, WriteLogEntry } from '../api/write-log.ts';
import type { FaultRule } from '../fault/fault-rule.ts';
import type { FaultRuleStatus, FaultScript } from '../fault/fault-script.ts';
import type { RouteName } from '../fault/route-name.ts';
import type { LateCalls } from '../http/late-calls.ts';
import { readGitRepository } from '../smart-http/read-git-repository.ts';
import type { Account, Role } from '../state/account.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { GitHubApp, Installation } from '../state/github-app.ts';
import type { Repository } from '../state/repository.ts';
import { changeSettings, type Settings, type SettingsChange } from '../state/settings.ts';
import type { Token } from '../state/token.ts';
import { applyForeignChange } from './apply-foreign-change.ts';
import type { ForeignChange } from './foreign-change.ts';
import { type RepositorySnapshot, takeSnapshot } from './snapshot.ts';
import {
  addApp,
  addInstallation,
  addToken,
  type AppSpec,
  type InstallationSpec,
  type TokenSpec,
} from './token-spec.ts';

/** A repository to add. */
export interface RepositoryAddition {
  readonly owner: string;
  readonly name: string;
  readonly ownerType?: Account['type'];
  readonly private?: boolean;
  readonly defaultBranch?: string;
  readonly description?: string;
}

/** How many calls and writes there have been. */
export interface Counters {
  readonly requests: number;
  readonly writes: number;
  readonly appliedWrites: number;
  readonly publicEffects: number;
  /** Calls whose answer was lost and that are still to be applied. */
  readonly lateCalls: number;
}

/** The control over a running emulator. */
export class EmulatorControl {
  readonly #core: EmulatorCore;
  readonly #script: FaultScript;
  readonly #late: LateCalls;

  constructor(parts: { core: EmulatorCore; script: FaultScript; late: LateCalls }) {
    this.#core = parts.core;
    this.#script = parts.script;
    this.#late = parts.late;
  }

  /** The whole state, for assertions that no method answers. */
  get state(): EmulatorState {
    return this.#core.state;
  }

  /** Makes an empty repository and, when needed, its owner. */
  addRepository(addition: RepositoryAddition): Repository {
    this.state.account(addition.owner, addition.ownerType);
    return this.state.addRepository({
      owner: addition.owner,
      name: addition.name,
      private: addition.private ?? false,
      defaultBranch: addition.defaultBranch ?? 'main',
      description: addition.description ?? null,
    });
  }

  /** Copies branches, tags and objects of a git repository on disk into a repository, made if needed. */
  async seedFromGit(seed: RepositoryAddition & { path: string }): Promise<Repository> {
    const contents = await readGitRepository(seed.path);
    const repository =
      this.state.repositoryNamed(seed.owner, seed.name) ?? this.addRepository(seed);
    for (const object of contents.objects) {
      repository.objects.put(object.type, object.content);
    }
    for (const [ref, id] of contents.refs) {
      repository.refs.set(ref, { id, visibleFrom: this.state.now() });
    }
    repository.defaultBranch =
      seed.defaultBranch ?? contents.headBranch ?? repository.defaultBranch;
    return repository;
  }

  /** Gives a login a role in a repository. */
  addCollaborator(repository: Repository, login: string, role: Role): void {
    repository.collaborators.set(this.state.account(login).login.toLowerCase(), role);
  }

  /** Adds a token. */
  addToken(spec: TokenSpec): Token {
    return addToken(this.state, spec);
  }

  /** Registers a GitHub App. */
  addApp(spec: AppSpec): GitHubApp {
    return addApp(this.state, spec);
  }

  /** Installs an app on an account. */
  addInstallation(spec: InstallationSpec): Installation {
    return addInstallation(this.state, spec);
  }

  /** Adds a fault rule behind those in force. */
  addFault(rule: FaultRule): void {
    this.#script.add(rule);
  }

  /** Removes all fault rules. */
  clearFaults(): void {
    this.#script.clear();
  }

  /** The fault rules in force, with how often each has matched and struck. */
  faults(): readonly FaultRuleStatus[] {
    return this.#script.status();
  }

  /** Changes something as somebody else would, past all permissions. */
  change(change: ForeignChange): void {
    applyForeignChange(this.state, change);
  }

  /** Changes settings and returns all of them. */
  configure(change: SettingsChange): Settings {
    this.state.settings = changeSettings(this.state.settings, change);
    return this.state.settings;
  }

  /** Moves the emulator's clock forward, which ends lags, limits and lifetimes, and applies late calls. */
  advance(milliseconds: number): void {
    this.state.advance(milliseconds);
    this.#late.flush();
  }

  /** Every application of a write call so far, oldest first. */
  writeLog(): readonly WriteLogEntry[] {
    return this.#core.log.writes();
  }

  /** Every API call so far, oldest first. */
  requestLog(): readonly RequestLogEntry[] {
    return this.#core.log.requests();
  }

  /** Every route of the API. */
  routes(): readonly RouteName[] {
    return this.#core.routes();
  }

  /** Every route that changes something in a repository. */
  writeRoutes(): readonly RouteName[] {
    return this.#core.writeRoutes();
  }

  /** What a repository holds now. */
  snapshot(owner: string, name: string): RepositorySnapshot {
    return takeSnapshot(this.state, owner, name);
  }

  /** Totals over both logs. */
  counters(): Counters {
    const writes = this.writeLog();
    return {
      requests: this.requestLog().length,
      writes: writes.length,
      appliedWrites: writes.filter((write) => write.applied).length,
      publicEffects: writes.filter((write) => write.publicEffect).length,
      lateCalls: this.#late.size,
    };
  }
}
