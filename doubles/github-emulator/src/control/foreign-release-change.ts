// SPDX-License-Identifier: Apache-2.0
// What somebody else does to releases and assets.

import type { EmulatorState } from '../state/emulator-state.ts';
import type { Release, ReleaseAsset } from '../state/release.ts';
import { publishRelease, rankRelease } from '../state/release-change.ts';
import { removeAsset, removeRelease, type Repository } from '../state/repository.ts';
import type { AssetSelector, ForeignChange, ReleaseSelector } from './foreign-change.ts';

const releaseActs = [
  'edit_release',
  'publish_release',
  'delete_release',
  'create_release',
  'alter_asset',
  'delete_asset',
] as const;

/** The changes that concern releases and assets. */
export type ReleaseForeignChange = Extract<ForeignChange, { act: (typeof releaseActs)[number] }>;

/** Tells whether a change concerns a release or an asset. */
export function isReleaseChange(change: ForeignChange): change is ReleaseForeignChange {
  return releaseActs.some((act) => act === change.act);
}

/** Applies a change to a release or asset. */
export function changeRelease(
  state: EmulatorState,
  repository: Repository,
  change: ReleaseForeignChange,
): void {
  switch (change.act) {
    case 'create_release':
      createRelease(state, repository, change);
      return;
    case 'edit_release':
      Object.assign(findRelease(repository, change.release), change.fields, {
        updatedAt: state.now(),
      });
      return;
    case 'publish_release':
      publish(state, repository, findRelease(repository, change.release));
      return;
    case 'delete_release':
      removeRelease(state, repository, findRelease(repository, change.release));
      return;
    case 'alter_asset':
      Object.assign(findAsset(repository, change.asset), change.fields);
      return;
    case 'delete_asset':
      removeAsset(state, repository, findAsset(repository, change.asset));
  }
}

function createRelease(
  state: EmulatorState,
  repository: Repository,
  change: { tagName: string; draft: boolean; body: string | null; login: string },
): void {
  const release: Release = {
    id: state.nextId('release'),
    authorLogin: change.login,
    createdAt: state.now(),
    visibleFrom: state.now(),
    tagName: change.tagName,
    targetCommitish: repository.defaultBranch,
    name: change.tagName,
    body: change.body,
    draft: true,
    prerelease: false,
    immutable: false,
    latestRank: 0,
    publishedAt: null,
    updatedAt: state.now(),
    untaggedDigits: state.random.hex(20),
  };
  repository.releases.set(release.id, release);
  if (!change.draft) {
    publish(state, repository, release);
  }
}

function publish(state: EmulatorState, repository: Repository, release: Release): void {
  publishRelease(state, repository, release);
  rankRelease(repository, release, 'true');
  release.updatedAt = state.now();
}

function findRelease(repository: Repository, selector: ReleaseSelector): Release {
  const found = [...repository.releases.values()].findLast((release) =>
    'id' in selector ? release.id === selector.id : release.tagName === selector.tagName,
  );
  if (found === undefined) {
    throw new Error(`no release matches ${JSON.stringify(selector)}`);
  }
  return found;
}

function findAsset(repository: Repository, selector: AssetSelector): ReleaseAsset {
  const found = [...repository.assets.values()].findLast((asset) =>
    'id' in selector ? asset.id === selector.id : asset.name === selector.name,
  );
  if (found === undefined) {
    throw new Error(`no asset matches ${JSON.stringify(selector)}`);
  }
  return found;
}
