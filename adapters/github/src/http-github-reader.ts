// SPDX-License-Identifier: Apache-2.0
// Reads one repository over HTTP. It has no way of writing, and each call sends one request; reading
// the rulesets alone takes several, since their list does not say what they hold.
import type {
  BodyReader,
  BranchName,
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
  RepositoryIdentity,
} from '@marketops/core';
import type { GitHubReader, Page } from '@marketops/publisher';
import type { ApiChannel } from './api/api-channel.ts';
import type { AnswerReader } from './api/api-call.ts';
import { absentAsNull, refusedHere } from './api/failure.ts';
import { pageReader } from './api/page-reader.ts';
import { RepositoryPath, pageQuery } from './api/repository-path.ts';
import { readRulesets } from './api/rulesets.ts';
import { unreadableAsNull } from './api/unreadable.ts';
import type { OperationCredential } from './credential/operation-credential.ts';
import { pageItemsMax, pagesMax, releasePageItemsMax } from './limits.ts';
import { readCommit, readRef, readTagObject, readTree } from './resource-readers/git.ts';
import { readPullRequest, readPullRequestFile } from './resource-readers/pull-request.ts';
import { readAsset, readRelease } from './resource-readers/release.ts';
import {
  readImmutableReleases,
  readRepository,
  repositoryFor,
} from './resource-readers/repository.ts';

interface PageRequest<T> {
  readonly path: string;
  readonly page: number;
  /** How many are on a page, where that is not the most that GitHub gives. */
  readonly items?: number;
  readonly query?: Readonly<Record<string, string>>;
  readonly read: BodyReader<T>;
}

/** Reads one repository: the repository by its number, its parts by its approved name. */
export class HttpGitHubReader implements GitHubReader {
  protected readonly channel: ApiChannel;
  protected readonly path: RepositoryPath;
  readonly #reads: Pick<OperationCredential, 'ofInstallation'>;

  /** `reads` is the credential of `channel`. */
  constructor(
    channel: ApiChannel,
    repository: RepositoryIdentity,
    reads: Pick<OperationCredential, 'ofInstallation'>,
  ) {
    this.channel = channel;
    this.path = new RepositoryPath(repository);
    this.#reads = reads;
  }

  async repository(): Promise<GitHubReply<GitHubRepository>> {
    const reply = await this.#get(this.path.identity, readRepository);
    return reply.ok ? { ...reply, value: repositoryFor(this.#reads, reply.value) } : reply;
  }

  async ref(ref: string): Promise<GitHubReply<GitHubRef | null>> {
    const path = this.path.ref('ref', ref);
    if (path === null) return refusedHere('a ref is refs/tags/NAME or refs/heads/NAME');
    return absentAsNull(
      await this.#get(
        path,
        only(readRef, (found) => found.ref === ref),
      ),
    );
  }

  async commit(oid: GitObjectId): Promise<GitHubReply<GitHubCommit | null>> {
    return this.#object(
      `/git/commits/${oid}`,
      only(readCommit, (found) => found.oid === oid),
    );
  }

  async tagObject(oid: GitObjectId): Promise<GitHubReply<GitHubTagObject | null>> {
    return this.#object(
      `/git/tags/${oid}`,
      only(readTagObject, (found) => found.oid === oid),
    );
  }

  async tree(oid: GitObjectId): Promise<GitHubReply<GitHubTree | null>> {
    return this.#object(
      `/git/trees/${oid}`,
      only(readTree, (found) => found.oid === oid),
    );
  }

  async blobExists(oid: GitObjectId): Promise<GitHubReply<boolean>> {
    return this.channel.exists(this.path.below(`/git/blobs/${oid}`));
  }

  async releases(page: number): Promise<GitHubReply<Page<GitHubRelease>>> {
    return this.#page({ path: '/releases', page, items: releasePageItemsMax, read: readRelease });
  }

  async release(releaseId: number): Promise<GitHubReply<GitHubRelease | null>> {
    const read = only(readRelease, (found) => found.releaseId === releaseId);
    return this.#object(`/releases/${releaseId}`, read);
  }

  async releaseByTag(tagName: string): Promise<GitHubReply<GitHubRelease | null>> {
    const read = only(readRelease, (found) => found.tagName === tagName);
    return this.#object(`/releases/tags/${encodeURIComponent(tagName)}`, read);
  }

  async assets(releaseId: number, page: number): Promise<GitHubReply<Page<GitHubAsset>>> {
    return this.#page({ path: `/releases/${releaseId}/assets`, page, read: readAsset });
  }

  async asset(assetId: number): Promise<GitHubReply<GitHubAsset | null>> {
    const read = only(readAsset, (found) => found.assetId === assetId);
    return this.#object(`/releases/assets/${assetId}`, read);
  }

  async immutableReleases(): Promise<GitHubReply<boolean | null>> {
    const path = this.path.below('/immutable-releases');
    return unreadableAsNull(await this.#get(path, readImmutableReleases));
  }

  async rulesets(): Promise<GitHubReply<readonly GitHubRuleset[] | null>> {
    return unreadableAsNull(await readRulesets(this.channel, this.path));
  }

  async pullRequests(
    head: BranchName,
    page: number,
  ): Promise<GitHubReply<Page<GitHubPullRequest>>> {
    const query = { state: 'all', head: `${this.path.owner}:${head}` };
    return this.#page({ path: '/pulls', page, query, read: readPullRequest });
  }

  /** As `pullRequests`, without those that are closed. */
  async openPullRequests(
    head: BranchName,
    page: number,
  ): Promise<GitHubReply<Page<GitHubPullRequest>>> {
    const query = { state: 'open', head: `${this.path.owner}:${head}` };
    return this.#page({ path: '/pulls', page, query, read: readPullRequest });
  }

  async pullRequest(number: number): Promise<GitHubReply<GitHubPullRequest | null>> {
    const read = only(readPullRequest, (found) => found.number === number);
    return this.#object(`/pulls/${number}`, read);
  }

  async pullRequestFiles(
    number: number,
    page: number,
  ): Promise<GitHubReply<Page<GitHubPullRequestFile>>> {
    return this.#page({ path: `/pulls/${number}/files`, page, read: readPullRequestFile });
  }

  async #get<T>(path: string, read: AnswerReader<T>): Promise<GitHubReply<T>> {
    return this.channel.call({ method: 'GET', path, success: 200, read });
  }

  async #object<T>(rest: string, read: AnswerReader<T>): Promise<GitHubReply<T | null>> {
    return absentAsNull(await this.#get(this.path.below(rest), read));
  }

  async #page<T>(request: PageRequest<T>): Promise<GitHubReply<Page<T>>> {
    const { path, page, items = pageItemsMax, query = {}, read } = request;
    const last = pagesMax(items);
    if (!Number.isInteger(page) || page < 1 || page > last) {
      return refusedHere(`a page is a number from 1 to ${last}`);
    }
    return this.channel.call({
      method: 'GET',
      path: this.path.below(path),
      query: { ...query, ...pageQuery(page, items) },
      success: 200,
      read: pageReader(read, page),
    });
  }
}

/** A reader that takes nothing but the very thing that was asked for. */
function only<T>(read: BodyReader<T>, is: (found: T) => boolean): BodyReader<T> {
  return (body) => {
    const found = read(body);
    return found !== null && is(found) ? found : null;
  };
}
