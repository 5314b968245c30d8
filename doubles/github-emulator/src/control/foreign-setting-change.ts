// SPDX-License-Identifier: Apache-2.0
// What somebody else does to a repository's name, rules and settings.

import type { EmulatorState } from '../state/emulator-state.ts';
import { removeRelease, type Repository } from '../state/repository.ts';
import type { ForeignChange } from './foreign-change.ts';

const settingActs = [
  'rename_repository',
  'delete_repository',
  'archive_repository',
  'set_immutable_releases',
  'burn_tag',
  'add_ruleset',
  'delete_rulesets',
] as const;

/** The changes that concern the repository itself. */
export type SettingForeignChange = Extract<ForeignChange, { act: (typeof settingActs)[number] }>;

/** Tells whether a change concerns the repository itself. */
export function isSettingChange(change: ForeignChange): change is SettingForeignChange {
  return settingActs.some((act) => act === change.act);
}

/** Applies a change to a repository's name, rules or settings. */
export function changeSetting(
  state: EmulatorState,
  repository: Repository,
  change: SettingForeignChange,
): void {
  switch (change.act) {
    case 'rename_repository':
      state.renameRepository(repository, {
        ...(change.owner === undefined ? {} : { owner: change.owner }),
        ...(change.name === undefined ? {} : { name: change.name }),
      });
      return;
    case 'delete_repository':
      for (const release of repository.releases.values()) {
        removeRelease(state, repository, release);
      }
      state.repositories.delete(repository.id);
      return;
    case 'archive_repository':
      repository.archived = change.archived;
      return;
    case 'set_immutable_releases':
      repository.immutableReleases = change.enabled;
      return;
    case 'burn_tag':
      repository.burnedTags.add(change.tagName);
      return;
    case 'add_ruleset': {
      const id = state.nextId('ruleset');
      repository.rulesets.set(id, { ...change.ruleset, id, createdAt: state.now() });
      return;
    }
    case 'delete_rulesets':
      repository.rulesets.clear();
  }
}
