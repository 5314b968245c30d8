// SPDX-License-Identifier: Apache-2.0
// Opens a session for each operation, under a credential of its own.
import type { GitHubReply, Operation } from '@marketops/core';
import type { GitHubSession, GitHubSessions } from '@marketops/publisher';
import { ApiChannel } from './api/api-channel.ts';
import { refusedHere } from './api/failure.ts';
import { credentialSource, type WriteCredential } from './credential/credential-source.ts';
import type { CredentialSource } from './credential/operation-credential.ts';
import { purposeOf } from './credential/permissions.ts';
import { GitHubClient } from './github-client.ts';
import type { GitHubConnection } from './github-connection.ts';

/** Opens sessions on one GitHub. */
export class HttpGitHubSessions implements GitHubSessions {
  readonly #connection: GitHubConnection;
  readonly #credentials: CredentialSource;

  constructor(connection: GitHubConnection, credential: WriteCredential) {
    this.#connection = connection;
    const { channelSettings, clock } = connection;
    this.#credentials = credentialSource(credential, channelSettings, clock);
  }

  /** Refuses, without sending anything, an operation for another host. */
  async open(operation: Operation): Promise<GitHubReply<GitHubSession>> {
    const { repository } = operation;
    const { endpoint } = this.#connection.channelSettings;
    if (repository.host !== endpoint.host) {
      return refusedHere(`the operation is for ${repository.host}, this is ${endpoint.host}`);
    }
    const opened = await this.#credentials.open(repository, purposeOf(operation));
    if (!opened.ok) return opened;
    const credential = opened.value;
    const channel = new ApiChannel(this.#connection.channelSettings, credential.current);
    return { ...opened, value: new GitHubClient({ channel, repository, credential }) };
  }
}
