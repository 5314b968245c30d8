// SPDX-License-Identifier: Apache-2.0
// GitHub as the publisher needs it. Readers and writers are different types: whoever is handed a
// reader cannot write. No implementation may retry, follow a redirect or hide an answer.
import type {
  AnnotatedTagContent,
  BranchName,
  CommitContent,
  GitHubAsset,
  GitHubCommit,
  GitHubPullRequest,
  GitHubPullRequestFile,
  GitHubRef,
  GitHubRelease,
  GitHubReply,
  GitHubRepository,
  GitHubRuleset,
  GitHubTagObject,
  GitHubTree,
  GitObjectId,
  Operation,
  RepositoryIdentity,
  Sha256Digest,
} from '@marketops/core';

/** One page of a list; `nextPage` is null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPage: number | null;
}

/** Reads of one repository, addressed by its numeric id. */
export interface GitHubReader {
  repository(): Promise<GitHubReply<GitHubRepository>>;
  /** Null where GitHub says 404. */
  ref(ref: string): Promise<GitHubReply<GitHubRef | null>>;
  commit(oid: GitObjectId): Promise<GitHubReply<GitHubCommit | null>>;
  tagObject(oid: GitObjectId): Promise<GitHubReply<GitHubTagObject | null>>;
  tree(oid: GitObjectId): Promise<GitHubReply<GitHubTree | null>>;
  blobExists(oid: GitObjectId): Promise<GitHubReply<boolean>>;
  /** Newest first, 100 a page, drafts included where the credential may see them. */
  releases(page: number): Promise<GitHubReply<Page<GitHubRelease>>>;
  release(releaseId: number): Promise<GitHubReply<GitHubRelease | null>>;
  /** Published releases only. */
  releaseByTag(tagName: string): Promise<GitHubReply<GitHubRelease | null>>;
  assets(releaseId: number, page: number): Promise<GitHubReply<Page<GitHubAsset>>>;
  asset(assetId: number): Promise<GitHubReply<GitHubAsset | null>>;
  /** Null where the repository has none or the credential may not read them. */
  immutableReleases(): Promise<GitHubReply<boolean | null>>;
  rulesets(): Promise<GitHubReply<readonly GitHubRuleset[] | null>>;
  pullRequests(head: BranchName, page: number): Promise<GitHubReply<Page<GitHubPullRequest>>>;
  pullRequest(number: number): Promise<GitHubReply<GitHubPullRequest | null>>;
  pullRequestFiles(number: number, page: number): Promise<GitHubReply<Page<GitHubPullRequestFile>>>;
}

/** Every field of a release that GitHub shows; always sent whole. */
export interface ReleaseFields {
  readonly tagName: string;
  readonly targetCommitish: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly makeLatest: 'true' | 'false' | 'legacy';
}

/** An asset to be uploaded; `content` fails before its last byte if it is not `sha256`. */
export interface AssetUpload {
  readonly releaseId: number;
  /** As GitHub gave it for this release; another origin than the pinned one is refused. */
  readonly uploadUrl: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Sha256Digest;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A file of a new tree; `blobOid` null deletes the path. */
export interface TreeChange {
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly blobOid: GitObjectId | null;
}

/** A pull request to be opened. */
export interface PullRequestFields {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
}

/** Writes to one repository. Each is sent at most once a call. */
export interface GitHubWriter {
  createTagObject(tag: AnnotatedTagContent): Promise<GitHubReply<GitHubTagObject>>;
  createRef(ref: string, oid: GitObjectId): Promise<GitHubReply<GitHubRef>>;
  createRelease(fields: ReleaseFields): Promise<GitHubReply<GitHubRelease>>;
  updateRelease(releaseId: number, fields: ReleaseFields): Promise<GitHubReply<GitHubRelease>>;
  /** For a draft of our own alone. */
  deleteRelease(releaseId: number): Promise<GitHubReply<null>>;
  uploadAsset(upload: AssetUpload): Promise<GitHubReply<GitHubAsset>>;
  /** For an unfinished asset of our own draft alone. */
  deleteAsset(assetId: number): Promise<GitHubReply<null>>;
  createBlob(content: Uint8Array): Promise<GitHubReply<GitObjectId>>;
  createTree(
    baseTree: GitObjectId,
    changes: readonly TreeChange[],
  ): Promise<GitHubReply<GitHubTree>>;
  /** With `author` and `committer` null GitHub signs the commit as the App. */
  createCommit(commit: CommitRequest): Promise<GitHubReply<GitHubCommit>>;
  createPullRequest(fields: PullRequestFields): Promise<GitHubReply<GitHubPullRequest>>;
  /** For an attempt branch of our own alone, never a tag. */
  deleteBranch(branch: string): Promise<GitHubReply<null>>;
}

/** A commit to be made. */
export interface CommitRequest {
  readonly tree: GitObjectId;
  readonly parents: readonly GitObjectId[];
  readonly message: string;
  readonly author: CommitContent['author'] | null;
  readonly committer: CommitContent['committer'] | null;
}

/** GitHub under one credential that was made for one operation. */
export interface GitHubSession extends GitHubReader, GitHubWriter {
  /** The id of the account that acts, for telling our own drafts from others'; null if unknown. */
  actorId(): Promise<GitHubReply<number | null>>;
  /** SHA-256 of the token, for the log. */
  readonly tokenSha256: Sha256Digest;
  /** Makes a new token where that is possible; called after a 401 to a read only. */
  renew(): Promise<GitHubReply<null>>;
  /** Revokes the credential where that is possible; never throws. */
  close(): Promise<void>;
}

/** Opens one session for one operation, with the least permissions of its kind. */
export interface GitHubSessions {
  open(operation: Operation): Promise<GitHubReply<GitHubSession>>;
}

/** Opens a read-only view of a repository; it holds no write credential. */
export interface GitHubReaders {
  openReader(repository: RepositoryIdentity): Promise<GitHubReply<GitHubReader>>;
}
