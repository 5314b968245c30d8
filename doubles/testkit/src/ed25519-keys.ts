// SPDX-License-Identifier: Apache-2.0
// Ed25519 keys that follow from a name, for tests: the same name is always the same key.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import {
  base64Decode,
  base64Encode,
  keyIdOf,
  parseInstant,
  type Instant,
  type PersonId,
  type SignatureVerifier,
  type Signer,
  type TrustKey,
} from '@marketops/core';

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A test key: it signs, and it can be pinned. */
export interface TestKey extends Signer {
  readonly publicKey: Uint8Array;
  /** The key as a trust root lists it. */
  trustKey(given: {
    readonly roles: TrustKey['roles'];
    readonly personId?: PersonId | null;
    readonly validFrom?: Instant;
    readonly validUntil?: Instant | null;
  }): TrustKey;
}

/** The key of a name. */
export function makeTestKey(name: string): TestKey {
  const seed = createHash('sha256').update(`marketops test key ${name}`).digest();
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const publicKey = new Uint8Array(spki.subarray(spkiPrefix.length));
  const keyId = keyIdOf('ed25519', publicKey);
  return {
    algorithm: 'ed25519',
    keyId,
    publicKey,
    sign: (message) => Promise.resolve(new Uint8Array(sign(null, message, privateKey))),
    trustKey: ({ roles, personId = null, validFrom = testKeysValidFrom, validUntil = null }) => ({
      keyId,
      algorithm: 'ed25519',
      publicKey: base64Encode(publicKey),
      roles,
      personId,
      validFrom,
      validUntil,
      passkey: null,
    }),
  };
}

/** From when test keys are valid unless a test says otherwise. */
const testKeysValidFrom: Instant = instantOf('2026-01-01T00:00:00Z');

/** An instant that a test writes out; throws where it is none. */
export function instantOf(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new TypeError(`${text} is not an instant: ${parsed.problem.expected}`);
  return parsed.value;
}

/** Verifies Ed25519 signatures by pinned keys; every other algorithm is refused. */
export const testVerifier: SignatureVerifier = {
  verify: (key, message, signature) => {
    const publicKey = base64Decode(key.publicKey);
    if (!publicKey.ok || key.algorithm !== 'ed25519' || publicKey.value.length !== 32) {
      return Promise.resolve(false);
    }
    const spki = createPublicKey({
      key: Buffer.concat([spkiPrefix, publicKey.value]),
      format: 'der',
      type: 'spki',
    });
    return Promise.resolve(verify(null, message, spki, signature));
  },
};
