// SPDX-License-Identifier: Apache-2.0
// Says why a signature was not genuine. A verifier only answers yes or no; people who signed in good
// faith with the wrong tool need more than a no.
import type { TrustKey } from '@marketops/core';

/** What can be said of a signature that did not verify. */
export type SignatureFlaw =
  | 'approval.signature_invalid'
  | 'approval.namespace_mismatch'
  | 'approval.user_not_verified';

/** Explains signatures that a `SignatureVerifier` has refused; it never overrules the verifier. */
export interface SignatureExplainer {
  explain(key: TrustKey, message: Uint8Array, signature: Uint8Array): Promise<SignatureFlaw>;
}
