// SPDX-License-Identifier: Apache-2.0
// What a repository holds, as plain values for assertions and for the demo.

import type { EmulatorState } from '../state/emulator-state.ts';
import type { PullRequest } from '../state/pull-request.ts';
import type { Release, ReleaseAsset } from '../state/release.ts';
import { assetsOf, fullNameOf } from '../state/repository.ts';

/** A release with its assets, whatever lists show. */
export type ReleaseSnapshot = Readonly<Release> & {
  readonly assets: readonly Readonly<ReleaseAsset>[];
};

/** A repository at one instant; past and future of the emulator do not show through it. */
export interface RepositorySnapshot {
  readonly id: number;
  readonly fullName: string;
  readonly defaultBranch: string;
  /** Object ids by full reference name. */
  readonly refs: Readonly<Record<string, string>>;
  /** All releases, drafts included, oldest first. */
  readonly releases: readonly ReleaseSnapshot[];
  readonly pulls: readonly Readonly<PullRequest>[];
}

/** Takes a snapshot; throws when there is no such repository. */
export function takeSnapshot(
  state: EmulatorState,
  owner: string,
  name: string,
): RepositorySnapshot {
  const repository = state.repositoryNamed(owner, name);
  if (repository === undefined) {
    throw new Error(`repository ${owner}/${name} does not exist`);
  }
  return {
    id: repository.id,
    fullName: fullNameOf(repository),
    defaultBranch: repository.defaultBranch,
    refs: Object.fromEntries([...repository.refs].map(([ref, { id }]) => [ref, id])),
    releases: [...repository.releases.values()].map((release) => ({
      ...release,
      assets: assetsOf(repository, release.id).map((asset) => ({ ...asset })),
    })),
    pulls: [...repository.pulls.values()].map((pull) => ({ ...pull })),
  };
}
