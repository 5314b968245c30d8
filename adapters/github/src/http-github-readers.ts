// SPDX-License-Identifier: Apache-2.0
// Opens readers that cannot write: their type has no writing method, their transport refuses every
// method but GET and HEAD, and a GitHub App's token for them is made with read permissions.
import type { GitHubReply, RepositoryIdentity } from '@marketops/core';
import type { GitHubReader, GitHubReaders } from '@marketops/publisher';
import { refusedHere } from './api/failure.ts';
import { ReadingAuthority } from './credential/reading-authority.ts';
import type { ReadCredential } from './credential/credential-source.ts';
import type { GitHubConnection } from './github-connection.ts';
import { HttpGitHubReader } from './http-github-reader.ts';

/** Opens readers of repositories whose numbers are known. */
export class HttpGitHubReaders implements GitHubReaders {
  readonly #authority: ReadingAuthority;

  constructor(connection: GitHubConnection, credential: ReadCredential) {
    this.#authority = new ReadingAuthority(connection, credential);
  }

  /** Refuses, without sending anything, a repository of another host. */
  async openReader(repository: RepositoryIdentity): Promise<GitHubReply<GitHubReader>> {
    const { host } = this.#authority.endpoint;
    if (repository.host !== host) {
      return refusedHere(`the repository is on ${repository.host}, this is ${host}`);
    }
    const opened = await this.#authority.open(repository);
    if (!opened.ok) return opened;
    const { channel, credential } = opened.value;
    return { ...opened, value: new HttpGitHubReader(channel, repository, credential) };
  }

  /** Revokes the tokens that readers still hold. */
  async close(): Promise<void> {
    await this.#authority.close();
  }
}
