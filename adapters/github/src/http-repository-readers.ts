// SPDX-License-Identifier: Apache-2.0
// Opens repositories for planning by the name that a configuration gives. What is opened cannot write.
import {
  parseRepositoryName,
  type GitHubReply,
  type GitHubRepository,
  type RepositoryIdentity,
  type RepositoryName,
} from '@marketops/core';
import type { RepositoryReader, RepositoryReaders } from '@marketops/engine';
import type { AnswerReader } from './api/api-call.ts';
import { absentAsNull } from './api/failure.ts';
import type { ReadCredential } from './credential/credential-source.ts';
import { ReadingAuthority } from './credential/reading-authority.ts';
import { describeReading } from './credential/reading-credential.ts';
import type { GitHubConnection } from './github-connection.ts';
import { HttpGitHubReader } from './http-github-reader.ts';
import { HttpRepositoryReader } from './http-repository-reader.ts';
import { readRepository, repositoryFor } from './resource-readers/repository.ts';

interface Described {
  readonly repository: GitHubRepository;
  readonly fullName: RepositoryName;
  readonly scopes: string | null;
}

/** Opens repositories on one GitHub. */
export class HttpRepositoryReaders implements RepositoryReaders {
  readonly #authority: ReadingAuthority;

  constructor(connection: GitHubConnection, credential: ReadCredential) {
    this.#authority = new ReadingAuthority(connection, credential);
  }

  async open(fullName: RepositoryName): Promise<GitHubReply<RepositoryReader | null>> {
    const target = { fullName, repositoryId: null, ownerId: null };
    const opened = await this.#authority.open(target);
    if (!opened.ok) return opened;
    const { channel, credential } = opened.value;
    const reply = absentAsNull(
      await channel.call({
        method: 'GET',
        path: `/repos/${fullName}`,
        success: 200,
        read: readDescribed,
      }),
    );
    if (!reply.ok) return reply;
    if (reply.value === null) return { ...reply, value: null };
    const { repository, scopes } = reply.value;
    const { permissions, defaultBranch, archived } = repositoryFor(credential, repository);
    const identity = this.#identity(reply.value);
    const reader = new HttpRepositoryReader(new HttpGitHubReader(channel, identity, credential), {
      identity,
      defaultBranch,
      archived,
      credential: describeReading(credential.kind, { permissions, scopes }),
    });
    return { ...reply, value: reader };
  }

  /** Revokes the tokens that readers still hold. */
  async close(): Promise<void> {
    await this.#authority.close();
  }

  #identity({ repository, fullName }: Described): RepositoryIdentity {
    const { host } = this.#authority.endpoint;
    const { ownerId, repositoryId } = repository;
    return { host, ownerId, repositoryId, fullName };
  }
}

const readDescribed: AnswerReader<Described> = (body, header) => {
  const repository = readRepository(body);
  const fullName = repository === null ? null : parseRepositoryName(repository.fullName);
  if (repository === null || fullName === null || !fullName.ok) return null;
  return { repository, fullName: fullName.value, scopes: header('x-oauth-scopes') };
};
