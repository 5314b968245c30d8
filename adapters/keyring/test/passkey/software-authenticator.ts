// SPDX-License-Identifier: Apache-2.0
// A passkey in software (WebAuthn level 3, sections 6.3 and 6.5): it registers and it answers as an
// authenticator and a browser would, and it can be told to do either wrongly.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  base64Encode,
  base64UrlEncode,
  canonicalJsonBytes,
  instantFromSeconds,
  keyIdOf,
  type JsonObject,
  type TrustKey,
} from '@marketops/core';
import { passkeyChallenge } from '../../src/passkey/passkey-verification.ts';
import { coseKeyOf, encodeCbor } from './cbor.ts';

/** The page that asks in every test. */
export const page = { origin: 'https://augment.example', relyingPartyId: 'augment.example' };

/** Flags of authenticator data. */
export const flags = { userPresent: 0x01, userVerified: 0x04, attested: 0x40 } as const;

/** What is to be different from a good answer. */
export interface AnswerChanges {
  readonly clientData?: JsonObject;
  /** The whole client data document, as text. */
  readonly clientDataText?: string;
  readonly flags?: number;
  readonly relyingPartyId?: string;
  readonly members?: JsonObject;
  readonly signature?: (signature: Buffer) => Buffer;
  readonly coseKey?: Uint8Array;
  readonly attestation?: { readonly fmt: string; readonly attStmt: ReadonlyMap<string, string> };
}

const ofKind = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2_048 }),
} as const;

/** One credential of one page. */
export class SoftwareAuthenticator {
  readonly credentialId = base64UrlEncode(randomBytes(32));
  readonly coseKey: Uint8Array;
  readonly #privateKey: KeyObject;
  readonly #hash: string | null;

  constructor(kind: keyof typeof ofKind = 'ES256') {
    const pair = ofKind[kind]();
    this.#privateKey = pair.privateKey;
    this.#hash = kind === 'EdDSA' ? null : 'sha256';
    this.coseKey = coseKeyOf(pair.publicKey);
  }

  /** The key as a trust root would pin it. */
  trustKey(changes: Partial<TrustKey> = {}): TrustKey {
    return {
      keyId: keyIdOf('webauthn', this.coseKey),
      algorithm: 'webauthn',
      publicKey: base64Encode(this.coseKey),
      roles: ['approve'],
      personId: null,
      validFrom: instantFromSeconds(0),
      validUntil: null,
      passkey: { credentialId: this.credentialId, ...page },
      ...changes,
    };
  }

  /** The `sig` bytes that answer a statement. */
  answer(message: Uint8Array, changes: AnswerChanges = {}): Uint8Array {
    const clientData = clientDataOf('webauthn.get', passkeyChallenge(message), changes);
    const authenticatorData = Buffer.concat([
      createHash('sha256')
        .update(changes.relyingPartyId ?? page.relyingPartyId)
        .digest(),
      Buffer.from([changes.flags ?? flags.userPresent | flags.userVerified, 0, 0, 0, 1]),
    ]);
    const signed = Buffer.concat([
      authenticatorData,
      createHash('sha256').update(clientData).digest(),
    ]);
    const signature = sign(this.#hash, signed, this.#privateKey);
    return canonicalJsonBytes({
      authenticatorData: base64UrlEncode(authenticatorData),
      clientDataJSON: base64UrlEncode(clientData),
      credentialId: this.credentialId,
      signature: base64UrlEncode(changes.signature?.(signature) ?? signature),
      ...changes.members,
    });
  }

  /** The JSON that a browser gives back for a new credential. */
  register(challenge: string, changes: AnswerChanges = {}): Uint8Array {
    const clientData = clientDataOf('webauthn.create', challenge, changes);
    const credentialId = Buffer.from(this.credentialId, 'base64url');
    const all = flags.userPresent | flags.userVerified | flags.attested;
    const authData = Buffer.concat([
      createHash('sha256')
        .update(changes.relyingPartyId ?? page.relyingPartyId)
        .digest(),
      Buffer.from([changes.flags ?? all, 0, 0, 0, 0]),
      Buffer.alloc(16),
      Buffer.from([0, credentialId.length]),
      credentialId,
      changes.coseKey ?? this.coseKey,
    ]);
    const { fmt, attStmt } = changes.attestation ?? { fmt: 'none', attStmt: new Map() };
    const attestation = encodeCbor(
      new Map<string, unknown>(Object.entries({ fmt, attStmt, authData })),
    );
    return canonicalJsonBytes({
      id: this.credentialId,
      rawId: this.credentialId,
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response: {
        attestationObject: base64UrlEncode(attestation),
        clientDataJSON: base64UrlEncode(clientData),
        transports: ['internal'],
      },
      ...changes.members,
    });
  }
}

function clientDataOf(type: string, challenge: string, changes: AnswerChanges): Buffer {
  const said = { type, challenge, origin: page.origin, crossOrigin: false, ...changes.clientData };
  return Buffer.from(changes.clientDataText ?? JSON.stringify(said));
}
