// SPDX-License-Identifier: Apache-2.0
// Puts trust roots in force, one version after the other, each with its audit record, and takes back
// the receipts that it takes the ground from.
import { auditRecord, type Clock, type SignatureVerifier, type TrustRoot } from '@marketops/core';
import { given, type Answer } from '../answer.ts';
import type { AuthorityStore } from '../port/authority-store.ts';
import { revokeUnfounded } from '../receipt/revoke-unfounded.ts';
import { acceptTrustRoot, type SoundTrustRoot } from './accept-trust-root.ts';
import { storedTrustRoot } from './standing-trust.ts';

/** What a trust register works with. */
export interface TrustRegisterOptions {
  readonly store: AuthorityStore;
  readonly clock: Clock;
  readonly verifier: SignatureVerifier;
}

/** Keeps the trust root of one authority. */
export class TrustRegister {
  readonly #options: TrustRegisterOptions;

  constructor(options: TrustRegisterOptions) {
    this.#options = options;
  }

  /**
   * Puts the next trust root in force (docs/reference/formats.md#trust-root), or says why not
   * (`trust.*`). The same envelope as the one in force is refused as `trust.root_rolled_back`.
   */
  async accept(envelope: Uint8Array, actor: string): Promise<Answer<SoundTrustRoot>> {
    const { store, clock, verifier } = this.#options;
    return store.transaction(async (transaction) => {
      const now = clock.now();
      const current = await storedTrustRoot(transaction);
      const answer = await acceptTrustRoot(envelope, { current, now, verifier });
      if (!answer.ok) return answer;
      const { root, digest } = answer.value;
      await transaction.insertAcceptedTrustRoot({
        version: root.version,
        digest,
        envelope,
        acceptedAt: now,
      });
      await transaction.appendAudit(
        auditRecord({
          recordedAt: now,
          event: 'trust_root.accepted',
          actor,
          documentDigest: digest,
        }),
      );
      await revokeUnfounded(transaction, { root, verifier, at: now, actor });
      return given(answer.value);
    });
  }

  /** The trust root in force, expired or not; null before the first. */
  async current(): Promise<TrustRoot | null> {
    return this.#options.store.transaction((transaction) => storedTrustRoot(transaction));
  }
}
