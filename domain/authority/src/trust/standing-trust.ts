// SPDX-License-Identifier: Apache-2.0
// The trust root that the authority's store holds, as long as it may still be relied on.
import {
  instantToMs,
  readSignedPredicate,
  refusal,
  trustRootKind,
  type Instant,
  type TrustRoot,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';

/** The trust root in force at an instant; none where none was accepted or it has expired. */
export async function standingTrustRoot(
  transaction: Pick<AuthorityTransaction, 'acceptedTrustRoot'>,
  at: Instant,
): Promise<Answer<TrustRoot>> {
  const root = await storedTrustRoot(transaction);
  if (root === null) {
    const details = { subject: 'trust root', expected: 'an accepted one', found: 'none' };
    return denied(refusal('trust.root_missing', details));
  }
  if (instantToMs(root.expiresAt) <= instantToMs(at)) {
    const details = { subject: 'trust root', expected: `use before ${root.expiresAt}`, found: at };
    return denied(refusal('trust.root_expired', details));
  }
  return given(root);
}

/** Roots that were read before, by the very bytes they were read from. */
const rootsRead = new WeakMap<Uint8Array, TrustRoot>();

/** The trust root accepted last, expired or not. Throws where the store's own bytes are damaged. */
export async function storedTrustRoot(
  transaction: Pick<AuthorityTransaction, 'acceptedTrustRoot'>,
): Promise<TrustRoot | null> {
  const accepted = await transaction.acceptedTrustRoot();
  if (accepted === null) return null;
  const before = rootsRead.get(accepted.envelope);
  if (before !== undefined) return before;
  const signed = readSignedPredicate(trustRootKind, accepted.envelope);
  if (!signed.ok || signed.value.digest !== accepted.digest) {
    throw new Error(`the stored trust root, version ${accepted.version}, is not what was accepted`);
  }
  rootsRead.set(accepted.envelope, signed.value.predicate);
  return signed.value.predicate;
}
