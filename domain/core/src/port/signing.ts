// SPDX-License-Identifier: Apache-2.0
// Signatures, as ports: who signs never shows its key, who verifies is told the pinned key.
import type { KeyAlgorithm, KeyId, TrustKey } from '../trust/trust-root.ts';

/** Signs bytes with one key that it never shows. */
export interface Signer {
  readonly keyId: KeyId;
  readonly algorithm: KeyAlgorithm;
  /** The signature, in the form that the key's algorithm has inside an envelope. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Verifies a signature by a pinned key; the algorithm is the key's, never the message's. */
export interface SignatureVerifier {
  /** True only if `signature` is `key`'s over exactly `message`. Malformed input is false. */
  verify(key: TrustKey, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}
