// SPDX-License-Identifier: Apache-2.0
// A key of the home itself, as a trust root lists it: for one role, and nobody's in person.
import { base64Encode, type Instant, type KeyRole, type TrustKey } from '@marketops/core';
import type { Ed25519KeyFile } from '@marketops/keyring';

/** The home's own key for a role, trusted from a moment on. */
export function ownKey(
  role: KeyRole,
  { keyId, algorithm, publicKey }: Ed25519KeyFile,
  validFrom: Instant,
): TrustKey {
  return {
    keyId,
    algorithm,
    publicKey: base64Encode(publicKey),
    roles: [role],
    personId: null,
    validFrom,
    validUntil: null,
    passkey: null,
  };
}
