// SPDX-License-Identifier: Apache-2.0
// A plain token, the fallback: it does whatever its owner gave it, can be neither narrowed nor
// renewed here, and is not ours to revoke.
import type { GitHubReply, Sha256Digest } from '@marketops/core';
import { ApiChannel, type ChannelSettings } from '../api/api-channel.ts';
import { refusedHere, withoutTraffic } from '../api/failure.ts';
import { unreadableAsNull } from '../api/unreadable.ts';
import { readAccountId } from '../resource-readers/account.ts';
import type { Secret } from '../secret.ts';
import type {
  Bearer,
  CredentialPurpose,
  CredentialSource,
  CredentialTarget,
  OperationCredential,
} from './operation-credential.ts';

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

  /** Asks GitHub once whose token it is; tokens of Actions may not ask, which leaves null. */
  async open(
    _target: CredentialTarget,
    purpose: CredentialPurpose,
  ): Promise<GitHubReply<OperationCredential>> {
    if (purpose.kind === 'read') return withoutTraffic(new PlainToken(this.#token, null));
    if (this.#actorId !== undefined) {
      return withoutTraffic(new PlainToken(this.#token, this.#actorId));
    }
    const reply = unreadableAsNull(
      await this.#channel.call({ method: 'GET', path: '/user', success: 200, read: readAccountId }),
    );
    if (!reply.ok) return reply;
    this.#actorId = reply.value;
    return { ...reply, value: new PlainToken(this.#token, reply.value) };
  }
}

class PlainToken implements OperationCredential {
  readonly kind = 'token';
  readonly actorId: number | null;
  readonly #token: Secret;
  #closed = false;

  constructor(token: Secret, actorId: number | null) {
    this.#token = token;
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
