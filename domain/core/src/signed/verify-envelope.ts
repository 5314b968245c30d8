// SPDX-License-Identifier: Apache-2.0
// Verifies an envelope by pinned keys. The key id in an envelope is only a hint for finding the
// pinned key; role and validity window are the trust root's word.
import { preAuthenticationEncoding } from '../dsse/envelope.ts';
import type { DsseEnvelope } from '../dsse/envelope.ts';
import type { SignatureVerifier } from '../port/signing.ts';
import { instantToMs, type Instant } from '../time/instant.ts';
import type { KeyRole, TrustKey, TrustRoot } from '../trust/trust-root.ts';

/** What a key must be to count. */
export interface KeyRequirement {
  readonly role: KeyRole;
  /** The instant at which the key must have been valid. */
  readonly at: Instant;
}

/** Whether a key held a role at an instant. */
export function keyHolds(key: TrustKey, requirement: KeyRequirement): boolean {
  const atMs = instantToMs(requirement.at);
  const begun = instantToMs(key.validFrom) <= atMs;
  const ended = key.validUntil !== null && instantToMs(key.validUntil) <= atMs;
  return key.roles.includes(requirement.role) && begun && !ended;
}

/** The distinct pinned keys whose genuine signatures an envelope carries. */
export async function verifyingKeys(
  envelope: DsseEnvelope,
  trust: { readonly root: TrustRoot; readonly verifier: SignatureVerifier },
  requirement: KeyRequirement,
): Promise<readonly TrustKey[]> {
  const message = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  const genuine = new Map<string, TrustKey>();
  for (const { keyid, sig } of envelope.signatures) {
    const key = trust.root.keys.find((candidate) => candidate.keyId === keyid);
    if (key === undefined || !keyHolds(key, requirement)) continue;
    if (await trust.verifier.verify(key, message, sig)) genuine.set(key.keyId, key);
  }
  return [...genuine.values()];
}
