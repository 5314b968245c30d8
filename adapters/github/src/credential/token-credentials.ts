// SPDX-License-Identifier: Apache-2.0
// A plain token, the fallback: it does whatever its owner gave it, can be neither narrowed nor
// renewed here, and is not ours to revoke.
import type { GitHubReply, Sha256Digest } from '@marketops/core';
import { ApiChannel, type ChannelSettings } from '../api/api-channel.ts';
import { refusedHere, withoutTraffic } from '../api/failure.ts';
import { unreadableAsNull } from '../api/unreadable.ts';
import { readAccountId } from '../resource-readers/account.ts';
import type { Secret } from '../secret.ts';
import type { Bearer, CredentialSource, OperationCredential } from './operation-credential.ts';

/** How every token of an installation begins, that of GitHub Actions among them. */
const installationPrefix = 'ghs_';

/** Gives the same token to every operation. */
export class TokenCredentials implements CredentialSource {
  readonly #token: Secret;
  readonly #channel: ApiChannel;
  /** Whose token it is; undefined until GitHub has said. */
  #actorId: number | null | undefined;

  constructor(settings: ChannelSettings, token: Secret) {
    this.#token = token;
    this.#channel = new ApiChannel(settings, () => token);
  }

  async open(): Promise<GitHubReply<OperationCredential>> {
    return withoutTraffic(new PlainToken(this.#token, async () => this.#actor()));
  }

  /** Asks GitHub once whose token it is; tokens of Actions may not ask, which leaves null. */
  async #actor(): Promise<GitHubReply<number | null>> {
    if (this.#actorId !== undefined) return withoutTraffic(this.#actorId);
    const reply = unreadableAsNull(
      await this.#channel.call({ method: 'GET', path: '/user', success: 200, read: readAccountId }),
    );
    if (reply.ok) this.#actorId = reply.value;
    return reply;
  }
}

class PlainToken implements OperationCredential {
  readonly kind = 'token';
  readonly ofInstallation: boolean;
  readonly actorId: OperationCredential['actorId'];
  readonly #token: Secret;
  #closed = false;

  constructor(token: Secret, actorId: OperationCredential['actorId']) {
    this.#token = token;
    this.ofInstallation = token.startsWith(installationPrefix);
    this.actorId = actorId;
  }

  get tokenSha256(): Sha256Digest {
    return this.#token.sha256;
  }

  readonly current = (): Bearer => (this.#closed ? 'closed' : this.#token);

  async renew(): Promise<GitHubReply<null>> {
    return refusedHere('a plain token cannot be renewed');
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
