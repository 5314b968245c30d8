// SPDX-License-Identifier: Apache-2.0
// Verifies that a pinned passkey, with its user verified, answered the challenge that is the SHA-256
// of the statement: origin and relying party are the pinned ones, never the message's.
import { createHash } from 'node:crypto';
import { base64Decode, base64UrlEncode, type TrustKey } from '@marketops/core';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import {
  readClientData,
  readPasskeyAssertion,
  type PasskeyAssertion,
} from './passkey-assertion.ts';

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
  const clientData = readClientData(assertion);
  const direct =
    clientData?.['type'] === 'webauthn.get' &&
    clientData['challenge'] === challenge &&
    clientData['origin'] === key.passkey.origin &&
    (clientData['crossOrigin'] === undefined || clientData['crossOrigin'] === false);
  return direct && (await libraryVerifies(key, assertion, challenge));
}

async function libraryVerifies(
  key: TrustKey,
  assertion: PasskeyAssertion,
  challenge: string,
): Promise<boolean> {
  const publicKey = base64Decode(key.publicKey);
  if (!publicKey.ok || key.passkey === null) return false;
  const { credentialId, origin, relyingPartyId } = key.passkey;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          authenticatorData: assertion.authenticatorData,
          clientDataJSON: assertion.clientDataJSON,
          signature: assertion.signature,
        },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: true,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey.value), counter: 0 },
    });
    return verified && authenticationInfo.userVerified;
  } catch {
    // The library throws on every malformed or mismatching answer; to the caller that is "no".
    return false;
  }
}
