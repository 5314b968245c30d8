// SPDX-License-Identifier: Apache-2.0
// Signs a predicate: the one way in which any signed thing of ours comes about.
import { encodeEnvelope } from '../dsse/envelope.ts';
import { preAuthenticationEncoding } from '../dsse/pre-authentication-encoding.ts';
import { IN_TOTO_PAYLOAD_TYPE } from '../dsse/statement.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Signer } from '../port/signing.ts';
import { encodeSignedPayload, type PredicateKind } from './signed-predicate.ts';

/** The envelope bytes of a predicate, with one signature by each signer (docs/reference/formats.md). */
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
