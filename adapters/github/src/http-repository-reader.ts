// SPDX-License-Identifier: Apache-2.0
// A repository as planning asks about it: each question is answered by one or a few reads, and by a
// failure as soon as one of them fails.
import type {
  BranchName,
  GitHubCommit,
  GitHubPullRequest,
  GitHubRelease,
  GitHubReply,
  GitHubTree,
  GitObjectId,
  RepositoryIdentity,
  TagName,
} from '@marketops/core';
import type {
  ReadingCredential,
  RepositoryBranch,
  RepositoryReader,
  RepositoryTag,
} from '@marketops/engine';
import type { HttpGitHubReader } from './http-github-reader.ts';

/** What is known of a repository when its reader is opened. */
export interface OpenedRepository {
  readonly identity: RepositoryIdentity;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly credential: ReadingCredential;
}

/** Tag objects that may stand between a ref and its commit. */
const tagDepthMax = 4;

/** Answers planning's questions about one repository. */
export class HttpRepositoryReader implements RepositoryReader {
  readonly identity: RepositoryIdentity;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly credential: ReadingCredential;
  readonly #reader: HttpGitHubReader;

  constructor(reader: HttpGitHubReader, opened: OpenedRepository) {
    this.#reader = reader;
    this.identity = opened.identity;
    this.defaultBranch = opened.defaultBranch;
    this.archived = opened.archived;
    this.credential = opened.credential;
  }

  async commit(oid: GitObjectId): Promise<GitHubReply<GitHubCommit | null>> {
    return this.#reader.commit(oid);
  }

  async tree(oid: GitObjectId): Promise<GitHubReply<GitHubTree | null>> {
    return this.#reader.tree(oid);
  }

  async publishedRelease(tag: TagName): Promise<GitHubReply<GitHubRelease | null>> {
    return this.#reader.releaseByTag(tag);
  }

  async tag(name: TagName): Promise<GitHubReply<RepositoryTag | null>> {
    const reply = await this.#reader.ref(`refs/tags/${name}`);
    if (!reply.ok) return reply;
    if (reply.value === null) return { ...reply, value: null };
    const { oid, objectType } = reply.value;
    let target: { readonly oid: GitObjectId; readonly type: string } = { oid, type: objectType };
    for (let depth = 0; target.type === 'tag' && depth < tagDepthMax; depth += 1) {
      const object = await this.#reader.tagObject(target.oid);
      if (!object.ok) return object;
      if (object.value === null) break;
      target = { oid: object.value.targetOid, type: object.value.targetType };
    }
    const targetCommit = target.type === 'commit' ? target.oid : null;
    return { ...reply, value: { oid, annotated: objectType === 'tag', targetCommit } };
  }

  async branch(name: BranchName): Promise<GitHubReply<RepositoryBranch | null>> {
    const reply = await this.#reader.ref(`refs/heads/${name}`);
    if (!reply.ok) return reply;
    if (reply.value === null) return { ...reply, value: null };
    const commit = await this.#reader.commit(reply.value.oid);
    if (!commit.ok) return commit;
    if (commit.value === null) return { ...commit, value: null };
    return { ...commit, value: { commit: commit.value.oid, tree: commit.value.treeOid } };
  }

  async openPullRequest(head: BranchName): Promise<GitHubReply<GitHubPullRequest | null>> {
    for (let page = 1; ; ) {
      const reply = await this.#reader.openPullRequests(head, page);
      if (!reply.ok) return reply;
      const found = reply.value.items.find((pull) => this.#isFromHere(pull, head));
      const { nextPage } = reply.value;
      if (found !== undefined || nextPage === null) return { ...reply, value: found ?? null };
      page = nextPage;
    }
  }

  /** A fork's branch of the same name is another branch. */
  #isFromHere(pull: GitHubPullRequest, head: BranchName): boolean {
    return pull.headRef === head && pull.headRepositoryId === this.identity.repositoryId;
  }
}
