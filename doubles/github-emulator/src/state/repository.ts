// SPDX-License-Identifier: Apache-2.0
// One repository: its objects, references and everything attached to it. The numeric id never changes;
// name and owner may.

import { GitObjectStore } from '../git/git-object-store.ts';
import type { Role } from './account.ts';
import type { PullRequest } from './pull-request.ts';
import type { Release, ReleaseAsset } from './release.ts';
import type { Ruleset } from './ruleset.ts';

/** A reference: the object it names and the instant from which lists show it. */
export interface Reference {
  readonly id: string;
  readonly visibleFrom: number;
}

/** A repository and all it holds. */
export interface Repository {
  readonly id: number;
  readonly createdAt: number;
  readonly private: boolean;
  readonly objects: GitObjectStore;
  /** References by full name, such as `refs/heads/main`. */
  readonly refs: Map<string, Reference>;
  readonly releases: Map<number, Release>;
  readonly assets: Map<number, ReleaseAsset>;
  readonly pulls: Map<number, PullRequest>;
  readonly rulesets: Map<number, Ruleset>;
  readonly collaborators: Map<string, Role>;
  /** Tag names that an immutable release has used; never emptied. */
  readonly burnedTags: Set<string>;
  ownerLogin: string;
  name: string;
  description: string | null;
  defaultBranch: string;
  archived: boolean;
  immutableReleases: boolean;
  nextPullNumber: number;
  pushedAt: number;
  updatedAt: number;
}

/** What a new repository starts from. */
export interface RepositorySpec {
  readonly id: number;
  readonly ownerLogin: string;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly description: string | null;
  readonly now: number;
}

/** Makes an empty repository. */
export function createRepository(spec: RepositorySpec): Repository {
  return {
    id: spec.id,
    createdAt: spec.now,
    private: spec.private,
    objects: new GitObjectStore(),
    refs: new Map(),
    releases: new Map(),
    assets: new Map(),
    pulls: new Map(),
    rulesets: new Map(),
    collaborators: new Map(),
    burnedTags: new Set(),
    ownerLogin: spec.ownerLogin,
    name: spec.name,
    description: spec.description,
    defaultBranch: spec.defaultBranch,
    archived: false,
    immutableReleases: false,
    nextPullNumber: 1,
    pushedAt: spec.now,
    updatedAt: spec.now,
  };
}

/** The `owner/name` of a repository as it is called now. */
export function fullNameOf(repository: Repository): string {
  return `${repository.ownerLogin}/${repository.name}`;
}

/** The commit at the head of a branch; undefined when there is no such branch. */
export function branchHead(repository: Repository, branch: string): string | undefined {
  return repository.refs.get(`refs/heads/${branch}`)?.id;
}

/** The assets of a release in the order of their ids. */
export function assetsOf(repository: Repository, releaseId: number): ReleaseAsset[] {
  return [...repository.assets.values()].filter((asset) => asset.releaseId === releaseId);
}

/** Takes an asset out of a repository; its file is no longer needed. */
export function removeAsset(
  state: { discardFile: (path: string) => void },
  repository: Repository,
  asset: ReleaseAsset,
): void {
  repository.assets.delete(asset.id);
  if (asset.bytesPath !== null) {
    state.discardFile(asset.bytesPath);
  }
}

/** Takes a release out of a repository, with its assets; its tag stays. */
export function removeRelease(
  state: { discardFile: (path: string) => void },
  repository: Repository,
  release: Release,
): void {
  for (const asset of assetsOf(repository, release.id)) {
    removeAsset(state, repository, asset);
  }
  repository.releases.delete(release.id);
}
