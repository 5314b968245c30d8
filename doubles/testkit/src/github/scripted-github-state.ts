// SPDX-License-Identifier: Apache-2.0
// What the scripted GitHub holds. Tests read it, and change it as somebody else would.
import {
  sha256Hex,
  type GitHubAsset,
  type GitHubCommit,
  type GitHubPullRequest,
  type GitHubRelease,
  type GitHubRepository,
  type GitHubRuleset,
  type GitHubTagObject,
  type GitObjectId,
} from '@marketops/core';
import type { ReleaseFields } from '@marketops/publisher';
import { flatTreeId, type FlatTree } from './flat-trees.ts';

/** A release with its own files. */
export type HeldRelease = Omit<GitHubRelease, 'assets'> & { readonly assets: GitHubAsset[] };

/** What the scripted GitHub holds. */
export class ScriptedGitHubState {
  repository: GitHubRepository;
  /** The account that acts. */
  actorId = 77;
  /** Whether GitHub says who acts; to tokens of Actions it does not. */
  actorShown = true;
  readonly refs = new Map<string, GitObjectId>();
  readonly commits = new Map<GitObjectId, GitHubCommit>();
  readonly tagObjects = new Map<GitObjectId, GitHubTagObject>();
  readonly trees = new Map<GitObjectId, FlatTree>([[flatTreeId(new Map()), new Map()]]);
  readonly blobs = new Set<GitObjectId>();
  readonly releases = new Map<number, HeldRelease>();
  /** What each write of a release asked of the place of the latest one; GitHub never shows it. */
  readonly latestAsked: Pick<ReleaseFields, 'draft' | 'makeLatest'>[] = [];
  readonly pulls = new Map<number, GitHubPullRequest>();
  rulesets: readonly GitHubRuleset[] | null = [];
  readonly burnedTags = new Set<string>();
  /** Releases that exist and that the list does not show yet. */
  readonly unlisted = new Set<number>();
  /** Files that GitHub stores under another name. */
  readonly renamed = new Map<string, string>();
  /** What GitHub says of the digest of a file that it stored. */
  digestShown: (digest: string) => string | null = (digest) => digest;
  #lastId = 100;

  constructor(repository: GitHubRepository) {
    this.repository = repository;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** The releases that everybody sees. */
  get published(): readonly HeldRelease[] {
    return [...this.releases.values()].filter(({ draft }) => !draft);
  }

  /** The releases that only those who may push see. */
  get drafts(): readonly HeldRelease[] {
    return [...this.releases.values()].filter(({ draft }) => draft);
  }

  /** Finds an asset of any release. */
  asset(assetId: number): { release: HeldRelease; asset: GitHubAsset } | null {
    for (const release of this.releases.values()) {
      const asset = release.assets.find((candidate) => candidate.assetId === assetId);
      if (asset !== undefined) return { release, asset };
    }
    return null;
  }

  /** Puts an asset on a release; `bytes` null leaves it unfinished. */
  addAsset(
    release: HeldRelease,
    file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array | null },
  ): GitHubAsset {
    const { name, mediaType, bytes } = file;
    const asset: GitHubAsset = {
      assetId: this.nextId(),
      name: this.renamed.get(name) ?? name,
      state: bytes === null ? 'starter' : 'uploaded',
      size: bytes?.length ?? 0,
      contentType: mediaType,
      digest: bytes === null ? null : this.digestShown(`sha256:${sha256Hex(bytes)}`),
    };
    release.assets.push(asset);
    return asset;
  }
}
