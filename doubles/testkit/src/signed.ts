// SPDX-License-Identifier: Apache-2.0
// Signs predicates with test keys, genuine or forged as a test needs it.
import {
  encodeEnvelope,
  encodeSignedPayload,
  IN_TOTO_PAYLOAD_TYPE,
  preAuthenticationEncoding,
  type JsonValue,
  type PredicateKind,
  type Signer,
} from '@marketops/core';

/** The envelope bytes of a predicate, signed by each of the signers. */
export async function signPredicate<T extends JsonValue>(
  kind: PredicateKind<T>,
  predicate: T,
  signers: readonly Signer[],
): Promise<Uint8Array> {
  const payload = encodeSignedPayload(kind, predicate);
  const message = preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, payload);
  const signatures = await Promise.all(
    signers.map(async (signer) => ({ keyid: signer.keyId, sig: await signer.sign(message) })),
  );
  return encodeEnvelope({ payload, payloadType: IN_TOTO_PAYLOAD_TYPE, signatures });
}
