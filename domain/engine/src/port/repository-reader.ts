// SPDX-License-Identifier: Apache-2.0
// GitHub as planning sees it: reads alone, under a credential that needs no more than to read. No
// implementation may write, retry a write, follow a redirect, or hide an answer. (The one view that
// leaves something out is `beforeOwnEffects`, and it says so.)
import type {
  BranchName,
  GitHubCommit,
  GitHubPullRequest,
  GitHubRelease,
  GitHubReply,
  GitHubTree,
  GitObjectId,
  RepositoryIdentity,
  RepositoryName,
  TagName,
} from '@marketops/core';

/** Opens repositories by the name that a configuration gives. */
export interface RepositoryReaders {
  /**
   * The repository of that name as it stands now; null where GitHub says 404. A repository that was
   * renamed answers with a redirect, which is not followed: the failure's status says so.
   */
  open(fullName: RepositoryName): Promise<GitHubReply<RepositoryReader | null>>;
}

/** What the credential of a reader is known to allow. */
export interface ReadingCredential {
  /** `none` reads anonymously. */
  readonly kind: 'none' | 'token';
  /** Whether GitHub says that it may write to this repository; null where it does not say. */
  readonly couldWrite: boolean | null;
  /** A short, secret-free description: `scopes repo`, `permissions.push`, `anonymous`. */
  readonly detail: string;
}

/** A tag on GitHub and what it leads to. */
export interface RepositoryTag {
  /** What `refs/tags/NAME` holds: a tag object or a commit. */
  readonly oid: GitObjectId;
  readonly annotated: boolean;
  /** The commit at its end; null where the tag names something else. */
  readonly targetCommit: GitObjectId | null;
}

/** A branch on GitHub. */
export interface RepositoryBranch {
  readonly commit: GitObjectId;
  readonly tree: GitObjectId;
}

/** Reads one repository, addressed by its numeric id. A value of null means that GitHub says 404. */
export interface RepositoryReader {
  readonly identity: RepositoryIdentity;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly credential: ReadingCredential;
  commit(oid: GitObjectId): Promise<GitHubReply<GitHubCommit | null>>;
  tag(name: TagName): Promise<GitHubReply<RepositoryTag | null>>;
  branch(name: BranchName): Promise<GitHubReply<RepositoryBranch | null>>;
  /** One folder, not its subfolders. */
  tree(oid: GitObjectId): Promise<GitHubReply<GitHubTree | null>>;
  /** Published releases only. */
  publishedRelease(tag: TagName): Promise<GitHubReply<GitHubRelease | null>>;
  /** The open pull request from a branch of this same repository. */
  openPullRequest(head: BranchName): Promise<GitHubReply<GitHubPullRequest | null>>;
}
