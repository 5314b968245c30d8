// SPDX-License-Identifier: Apache-2.0
// Verifies that a pinned passkey, with its user verified, answered the challenge that is the SHA-256
// of the statement: origin and relying party are the pinned ones, never the message's.
import { createHash } from 'node:crypto';
import { base64Decode, base64UrlEncode, type TrustKey } from '@marketops/core';
import { clientDataMismatch } from './client-data.ts';
import { readPasskeyAssertion, type PasskeyAssertion } from './passkey-assertion.ts';
import { isPasskeyPublicKey } from './passkey-public-key.ts';
import { webAuthnLibrary } from './webauthn-library.ts';

/** The challenge that a passkey must answer for a statement: base64url of SHA-256 of its PAE. */
export function passkeyChallenge(message: Uint8Array): string {
  return base64UrlEncode(new Uint8Array(createHash('sha256').update(message).digest()));
}

/** Whether `sig` is the pinned passkey's genuine answer over `message`. Malformed input is false. */
export async function passkeyVerifies(
  key: TrustKey,
  message: Uint8Array,
  sig: Uint8Array,
): Promise<boolean> {
  const assertion = readPasskeyAssertion(sig);
  if (assertion === null || key.passkey === null) return false;
  if (assertion.credentialId !== key.passkey.credentialId) return false;
  const challenge = passkeyChallenge(message);
  const { origin } = key.passkey;
  const mismatch = clientDataMismatch(assertion.clientDataJSON, {
    type: 'webauthn.get',
    challenge,
    origin,
  });
  return mismatch === null && (await libraryVerifies(key, assertion, challenge));
}

async function libraryVerifies(
  key: TrustKey,
  assertion: PasskeyAssertion,
  challenge: string,
): Promise<boolean> {
  const decoded = base64Decode(key.publicKey);
  if (!decoded.ok || key.passkey === null) return false;
  const library = await webAuthnLibrary();
  const publicKey = new Uint8Array(decoded.value);
  if (!isPasskeyPublicKey(library, publicKey)) return false;
  const { credentialId, origin, relyingPartyId } = key.passkey;
  const { authenticatorData, clientDataJSON, signature } = assertion;
  try {
    const { verified, authenticationInfo } = await library.verifyAuthentication({
      response: {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        clientExtensionResults: {},
        response: { authenticatorData, clientDataJSON, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: true,
      credential: { id: credentialId, publicKey, counter: 0 },
    });
    return verified && authenticationInfo.userVerified;
  } catch {
    // The library throws on every malformed or mismatching answer; to the caller that is "no".
    return false;
  }
}
