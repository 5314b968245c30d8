// SPDX-License-Identifier: Apache-2.0
// Reads a passkey's registration, to be pinned in a trust root. What is pinned is the credential's
// id and public key; a maker's attestation adds nothing to a key that people vouch for by signing
// the trust root, so only the attestation `none` is read and no certificate is ever followed.
import {
  base64Encode,
  base64UrlDecode,
  isJsonObject,
  keyIdOf,
  parseStrictJson,
  refusal,
  type JsonValue,
  type Refusal,
  type TrustKey,
} from '@marketops/core';
import { clientDataMismatch } from './client-data.ts';
import { isPasskeyPublicKey, PASSKEY_ALGORITHMS } from './passkey-public-key.ts';
import { webAuthnLibrary, type WebAuthnLibrary } from './webauthn-library.ts';

const registrationLimits = { bytesMax: 65_536, depthMax: 8, numbers: 'finite' } as const;

/** The ceremony that the registration must answer. */
export interface PasskeyCeremony {
  /** The challenge that was given to the browser, in base64url. */
  readonly challenge: string;
  /** Such as `https://augment.example`. */
  readonly origin: string;
  /** Such as `augment.example`. */
  readonly relyingPartyId: string;
}

/** The fields of a trust-root key that follow from a registration. */
export type PasskeyKey = Pick<TrustKey, 'keyId' | 'publicKey'> & {
  readonly algorithm: 'webauthn';
  readonly passkey: NonNullable<TrustKey['passkey']>;
};

/** A key to pin, or why the registration is none. */
export type PasskeyRegistrationReading =
  | { readonly ok: true; readonly value: PasskeyKey }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Reads the JSON of a browser's registration answer (`PublicKeyCredential.toJSON()`, WebAuthn level
 * 3, section 5.1): user verified, asked by the expected origin, with a key that can be pinned.
 */
export async function readPasskeyRegistration(
  json: Uint8Array,
  ceremony: PasskeyCeremony,
): Promise<PasskeyRegistrationReading> {
  const parsed = parseStrictJson(json, registrationLimits);
  if (!parsed.ok) return refused(parsed.problem.expected, parsed.problem.found);
  const answer = readAnswer(parsed.value);
  if (answer === null) {
    return refused('id, type and response of a credential, in base64url', 'another document');
  }
  const mismatch = clientDataMismatch(answer.clientDataJSON, {
    type: 'webauthn.create',
    challenge: ceremony.challenge,
    origin: ceremony.origin,
  });
  if (mismatch !== null) return refused(mismatch.expected, mismatch.found);
  return verifyAnswer(await webAuthnLibrary(), answer, ceremony);
}

interface RegistrationAnswer {
  readonly id: string;
  readonly attestationObject: string;
  readonly clientDataJSON: string;
}

/** The members that count; browsers add others, which nothing here relies on. */
function readAnswer(value: JsonValue): RegistrationAnswer | null {
  if (!isJsonObject(value) || !isJsonObject(value['response'])) return null;
  const { id, rawId, type, response } = value;
  const { attestationObject, clientDataJSON } = response;
  const named = isBase64Url(id) && id === rawId && type === 'public-key';
  if (!named || !isBase64Url(attestationObject) || !isBase64Url(clientDataJSON)) return null;
  return { id, attestationObject, clientDataJSON };
}

function isBase64Url(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '' && base64UrlDecode(value).ok;
}

async function verifyAnswer(
  library: WebAuthnLibrary,
  answer: RegistrationAnswer,
  { challenge, origin, relyingPartyId }: PasskeyCeremony,
): Promise<PasskeyRegistrationReading> {
  const { id, attestationObject, clientDataJSON } = answer;
  try {
    const attestation = library.decodeAttestation(Buffer.from(attestationObject, 'base64url'));
    if (attestation.get('fmt') !== 'none') {
      return refused('the attestation "none"', 'another attestation');
    }
    const { verified, registrationInfo } = await library.verifyRegistration({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { attestationObject, clientDataJSON },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: true,
      supportedAlgorithmIDs: Object.values(PASSKEY_ALGORITHMS),
    });
    const { publicKey } = registrationInfo?.credential ?? {};
    const genuine = verified && registrationInfo.credential.id === id && publicKey !== undefined;
    if (!genuine || !isPasskeyPublicKey(library, publicKey)) {
      return refused('the credential that it names, with an admitted key', 'another one');
    }
    return {
      ok: true,
      value: {
        algorithm: 'webauthn',
        keyId: keyIdOf('webauthn', publicKey),
        publicKey: base64Encode(publicKey),
        passkey: { credentialId: id, relyingPartyId, origin },
      },
    };
  } catch (error) {
    // The library throws on every answer that is malformed or not the expected one.
    return refused(
      'a genuine registration with its user verified',
      error instanceof Error ? error.message : 'an unreadable one',
    );
  }
}

function refused(expected: string, found: string): PasskeyRegistrationReading {
  const subject = 'passkey registration';
  return { ok: false, refusal: refusal('key.registration_invalid', { subject, expected, found }) };
}
