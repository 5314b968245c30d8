// SPDX-License-Identifier: Apache-2.0
// A passkey in software with an Ed25519 key: it registers and answers as a browser hands it on
// (WebAuthn level 3, sections 5.1, 6.1 and 6.5), with the user verified or not.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { JsonObject } from '@marketops/core';

const userPresent = 0x01;
const userVerified = 0x04;
const attested = 0x40;
const credentialIdBytes = 32;
const aaguid = Buffer.alloc(16);
/** COSE (RFC 9053): a map of key type OKP, algorithm EdDSA, curve Ed25519, and 32 bytes of key. */
const coseHead = Buffer.from('a4010103272006215820', 'hex');

/** One credential of one page. */
export class PasskeyDouble {
  readonly origin: string;
  readonly #keys = generateKeyPairSync('ed25519');
  readonly #credentialId = randomBytes(credentialIdBytes);

  constructor(origin: string) {
    this.origin = origin;
  }

  /** `PublicKeyCredential.toJSON()` of a registration. */
  register(challenge: string): JsonObject {
    const { x = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const credential = Buffer.concat([
      aaguid,
      Buffer.from([0, credentialIdBytes]),
      this.#credentialId,
      coseHead,
      Buffer.from(x, 'base64url'),
    ]);
    const flags = userPresent | userVerified | attested;
    const authData = Buffer.concat([this.#authenticatorData(flags), credential]);
    // CBOR (RFC 8949): { fmt: 'none', attStmt: {}, authData }.
    const attestation = Buffer.concat([
      Buffer.from([0xa3, 0x63]),
      Buffer.from('fmt'),
      Buffer.from([0x64]),
      Buffer.from('none'),
      Buffer.from([0x67]),
      Buffer.from('attStmt'),
      Buffer.from([0xa0, 0x68]),
      Buffer.from('authData'),
      Buffer.from([0x58, authData.length]),
      authData,
    ]);
    return this.#credential({
      attestationObject: attestation.toString('base64url'),
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
    });
  }

  /** `PublicKeyCredential.toJSON()` of an answer to a challenge. */
  answer(challenge: string, verified: boolean): JsonObject {
    const clientData = this.#clientData('webauthn.get', challenge);
    const data = this.#authenticatorData(verified ? userPresent | userVerified : userPresent);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return this.#credential({
      authenticatorData: data.toString('base64url'),
      clientDataJSON: clientData.toString('base64url'),
      signature: sign(null, signed, this.#keys.privateKey).toString('base64url'),
    });
  }

  #credential(response: JsonObject): JsonObject {
    const id = this.#credentialId.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #authenticatorData(flags: number): Buffer {
    const { hostname } = new URL(this.origin);
    return Buffer.concat([
      createHash('sha256').update(hostname).digest(),
      Buffer.from([flags, 0, 0, 0, 1]),
    ]);
  }

  #clientData(type: string, challenge: string): Buffer {
    const said = { type, challenge, origin: this.origin, crossOrigin: false };
    return Buffer.from(JSON.stringify(said));
  }
}
