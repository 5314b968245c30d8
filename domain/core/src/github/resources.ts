// SPDX-License-Identifier: Apache-2.0
// What GitHub says of its resources, reduced to what decides anything here. Numeric ids name things;
// everything else is content to compare.
import type { GitObjectId } from '../git/object-id.ts';

/** A repository as it stands now. */
export interface GitHubRepository {
  readonly repositoryId: number;
  readonly ownerId: number;
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly archived: boolean;
  /** What the credential may do, where GitHub says so. */
  readonly permissions: { readonly push: boolean; readonly admin: boolean } | null;
}

/** A ref and the object it points at. */
export interface GitHubRef {
  readonly ref: string;
  readonly oid: GitObjectId;
  readonly objectType: string;
}

/** An annotated tag object. */
export interface GitHubTagObject {
  readonly oid: GitObjectId;
  readonly tagName: string;
  readonly message: string;
  readonly targetOid: GitObjectId;
  readonly targetType: string;
}

/** A commit. */
export interface GitHubCommit {
  readonly oid: GitObjectId;
  readonly treeOid: GitObjectId;
  readonly parentOids: readonly GitObjectId[];
  readonly message: string;
}

/** One entry of a tree. */
export interface GitHubTreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly oid: GitObjectId;
}

/** A tree; `truncated` means that not every entry is listed. */
export interface GitHubTree {
  readonly oid: GitObjectId;
  readonly entries: readonly GitHubTreeEntry[];
  readonly truncated: boolean;
}

/** A release asset; `state` may be one that GitHub does not document (`starter`). */
export interface GitHubAsset {
  readonly assetId: number;
  readonly name: string;
  readonly state: string;
  readonly size: number;
  readonly contentType: string;
  /** `sha256:` and 64 hex digits, or null where GitHub has none. */
  readonly digest: string | null;
}

/** A release, draft or published. */
export interface GitHubRelease {
  readonly releaseId: number;
  readonly tagName: string;
  readonly targetCommitish: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable: boolean;
  readonly authorId: number | null;
  readonly htmlUrl: string;
  /** Where assets are uploaded, as GitHub gave it; its origin is checked against the pinned one. */
  readonly uploadUrl: string;
  readonly assets: readonly GitHubAsset[];
}

/** A pull request. */
export interface GitHubPullRequest {
  readonly number: number;
  readonly state: string;
  readonly merged: boolean;
  readonly title: string;
  readonly body: string | null;
  readonly draft: boolean;
  readonly headRef: string;
  readonly headOid: GitObjectId;
  readonly headRepositoryId: number | null;
  readonly baseRef: string;
  readonly baseOid: GitObjectId;
  readonly authorId: number | null;
  readonly htmlUrl: string;
}

/** One changed file of a pull request. */
export interface GitHubPullRequestFile {
  readonly path: string;
  readonly status: string;
  readonly oid: string | null;
}

/** A ruleset that is in force, reduced to what can refuse our refs. */
export interface GitHubRuleset {
  readonly rulesetId: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly refIncludes: readonly string[];
  readonly refExcludes: readonly string[];
  /** Rule types such as `creation`, `update`, `deletion`, `tag_name_pattern`. */
  readonly ruleTypes: readonly string[];
  readonly bypassable: boolean;
}
