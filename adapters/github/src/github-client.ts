// SPDX-License-Identifier: Apache-2.0
// GitHub under one credential made for one operation. Every write is one request that is sent once;
// what came of it is for the caller to observe, never for this client to repeat.
import { Buffer } from 'node:buffer';
import {
  instantFromSeconds,
  instantToMs,
  parseBranchName,
  type AnnotatedTagContent,
  type GitHubAsset,
  type GitHubCommit,
  type GitHubPullRequest,
  type GitHubRef,
  type GitHubRelease,
  type GitHubReply,
  type GitHubTagObject,
  type GitHubTree,
  type GitObjectId,
  type GitPerson,
  type JsonObject,
  type RepositoryIdentity,
  type Sha256Digest,
} from '@marketops/core';
import type {
  AssetUpload,
  CommitRequest,
  GitHubSession,
  PullRequestFields,
  ReleaseFields,
  TreeChange,
} from '@marketops/publisher';
import type { ApiChannel } from './api/api-channel.ts';
import type { AnswerReader } from './api/api-call.ts';
import { refusedHere } from './api/failure.ts';
import { assetUploadUrl } from './api/upload-url.ts';
import type { OperationCredential } from './credential/operation-credential.ts';
import { HttpGitHubReader } from './http-github-reader.ts';
import {
  readCommit,
  readObjectId,
  readRef,
  readTagObject,
  readTree,
} from './resource-readers/git.ts';
import { readPullRequest } from './resource-readers/pull-request.ts';
import { readAsset, readRelease } from './resource-readers/release.ts';

/** What a session is opened with. */
export interface GitHubClientSettings {
  readonly channel: ApiChannel;
  readonly repository: RepositoryIdentity;
  readonly credential: OperationCredential;
}

/** Reads and writes one repository for one operation. */
export class GitHubClient extends HttpGitHubReader implements GitHubSession {
  readonly #credential: OperationCredential;
  readonly #repository: RepositoryIdentity;

  constructor({ channel, repository, credential }: GitHubClientSettings) {
    super(channel, repository, credential);
    this.#credential = credential;
    this.#repository = repository;
  }

  async actorId(): Promise<GitHubReply<number | null>> {
    return this.#credential.actorId();
  }

  get tokenSha256(): Sha256Digest {
    return this.#credential.tokenSha256;
  }

  async renew(): Promise<GitHubReply<null>> {
    return this.#credential.renew();
  }

  async close(): Promise<void> {
    await this.#credential.close();
  }

  async createTagObject(tag: AnnotatedTagContent): Promise<GitHubReply<GitHubTagObject>> {
    const body = {
      tag: tag.tagName,
      message: tag.message,
      object: tag.object,
      type: tag.objectType,
      tagger: personBody(tag.tagger),
    };
    return this.#post('/git/tags', body, readTagObject);
  }

  async createRef(ref: string, oid: GitObjectId): Promise<GitHubReply<GitHubRef>> {
    if (this.path.ref('refs', ref) === null) {
      return refusedHere('a ref is refs/tags/NAME or refs/heads/NAME');
    }
    return this.#post('/git/refs', { ref, sha: oid }, readRef);
  }

  async createRelease(fields: ReleaseFields): Promise<GitHubReply<GitHubRelease>> {
    const body = { ...releaseBody(fields), generate_release_notes: false };
    return this.#post('/releases', body, readRelease);
  }

  async updateRelease(
    releaseId: number,
    fields: ReleaseFields,
  ): Promise<GitHubReply<GitHubRelease>> {
    return this.channel.call({
      method: 'PATCH',
      path: this.path.below(`/releases/${releaseId}`),
      body: releaseBody(fields),
      success: 200,
      read: readRelease,
    });
  }

  async deleteRelease(releaseId: number): Promise<GitHubReply<null>> {
    return this.channel.delete(this.path.below(`/releases/${releaseId}`));
  }

  async uploadAsset(upload: AssetUpload): Promise<GitHubReply<GitHubAsset>> {
    const url = assetUploadUrl(upload, {
      endpoint: this.channel.endpoint,
      repository: this.#repository,
    });
    if (!url.ok) return refusedHere(url.reason);
    return this.channel.upload({
      url: url.url,
      mediaType: upload.mediaType,
      content: { size: upload.size, chunks: upload.content },
      read: readAsset,
    });
  }

  async deleteAsset(assetId: number): Promise<GitHubReply<null>> {
    return this.channel.delete(this.path.below(`/releases/assets/${assetId}`));
  }

  async createBlob(content: Uint8Array): Promise<GitHubReply<GitObjectId>> {
    const body = { content: Buffer.from(content).toString('base64'), encoding: 'base64' };
    return this.#post('/git/blobs', body, readObjectId);
  }

  async createTree(
    baseTree: GitObjectId,
    changes: readonly TreeChange[],
  ): Promise<GitHubReply<GitHubTree>> {
    const tree = changes.map(({ path, mode, blobOid }) => ({
      path,
      mode,
      type: 'blob',
      sha: blobOid,
    }));
    return this.#post('/git/trees', { base_tree: baseTree, tree }, readTree);
  }

  async createCommit(commit: CommitRequest): Promise<GitHubReply<GitHubCommit>> {
    const { message, tree, parents, author, committer } = commit;
    const body = {
      message,
      tree,
      parents,
      ...(author === null ? {} : { author: personBody(author) }),
      ...(committer === null ? {} : { committer: personBody(committer) }),
    };
    return this.#post('/git/commits', body, readCommit);
  }

  async createPullRequest(fields: PullRequestFields): Promise<GitHubReply<GitHubPullRequest>> {
    const { title, body, head, base, draft, maintainerCanModify } = fields;
    const sent = { title, body, head, base, draft, maintainer_can_modify: maintainerCanModify };
    return this.#post('/pulls', sent, readPullRequest);
  }

  async deleteBranch(branch: string): Promise<GitHubReply<null>> {
    const path = this.path.ref('refs', `refs/heads/${branch}`);
    if (path === null || !parseBranchName(branch).ok) {
      return refusedHere('a branch is a name without refs/heads/');
    }
    return this.channel.delete(path);
  }

  async #post<T>(rest: string, body: JsonObject, read: AnswerReader<T>): Promise<GitHubReply<T>> {
    return this.channel.call({
      method: 'POST',
      path: this.path.below(rest),
      body,
      success: 201,
      read,
    });
  }
}

/** Every field, each time: GitHub resets some of those that are left out, the tag among them. */
function releaseBody(fields: ReleaseFields): JsonObject {
  return {
    tag_name: fields.tagName,
    target_commitish: fields.targetCommitish,
    name: fields.name,
    body: fields.body,
    draft: fields.draft,
    prerelease: fields.prerelease,
    make_latest: fields.makeLatest,
  };
}

/** Git keeps whole seconds. */
function personBody({ name, email, date }: GitPerson): JsonObject {
  return { name, email, date: instantFromSeconds(instantToMs(date) / 1_000) };
}
