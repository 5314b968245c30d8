// SPDX-License-Identifier: Apache-2.0
// The tokens of one operation under a GitHub App. Each token that was ever made for it is revoked
// when it closes, the one that a renewal under way still brings among them.
import type { GitHubReply, Sha256Digest } from '@marketops/core';
import { refusedHere } from '../api/failure.ts';
import type { Secret } from '../secret.ts';
import type { Bearer, OperationCredential } from './operation-credential.ts';

/** What a credential is made from. */
export interface InstallationCredentialParts {
  readonly first: Secret;
  /** The account that acts, asked under the token that is current. */
  readonly actorId: (current: () => Bearer) => Promise<GitHubReply<number | null>>;
  readonly mint: () => Promise<GitHubReply<Secret>>;
  readonly revoke: (token: Secret) => Promise<void>;
}

/** The token of one operation. */
export class InstallationCredential implements OperationCredential {
  readonly kind = 'installation';
  readonly ofInstallation = true;
  readonly #actorId: InstallationCredentialParts['actorId'];
  readonly #mint: () => Promise<GitHubReply<Secret>>;
  readonly #revoke: (token: Secret) => Promise<void>;
  readonly #minted: Secret[];
  #token: Secret;
  #closed = false;
  #renewing: Promise<GitHubReply<null>> | null = null;

  constructor({ first, actorId, mint, revoke }: InstallationCredentialParts) {
    this.#token = first;
    this.#minted = [first];
    this.#actorId = actorId;
    this.#mint = mint;
    this.#revoke = revoke;
  }

  get tokenSha256(): Sha256Digest {
    return this.#token.sha256;
  }

  async actorId(): Promise<GitHubReply<number | null>> {
    return this.#actorId(this.current);
  }

  readonly current = (): Bearer => (this.#closed ? 'closed' : this.#token);

  /** Several callers that find the token dead at once share one renewal. */
  async renew(): Promise<GitHubReply<null>> {
    if (this.#closed) return refusedHere('the session is closed');
    this.#renewing ??= this.#mintAgain().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#renewing?.catch(() => {});
    const tokens = this.#minted.splice(0);
    await Promise.allSettled(tokens.map(async (token) => this.#revoke(token)));
  }

  async #mintAgain(): Promise<GitHubReply<null>> {
    const reply = await this.#mint();
    if (!reply.ok) return reply;
    this.#minted.push(reply.value);
    this.#token = reply.value;
    return { ...reply, value: null };
  }
}
