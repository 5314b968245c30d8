// SPDX-License-Identifier: Apache-2.0
// Ed25519 keys made of one number each, so that every signature in the tests is the same each time,
// and the platform's own verifier.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import {
  base64Decode,
  keyIdOf,
  type SignatureVerifier,
  type Signer,
  type TrustKey,
} from '@marketops/core';

/** A key pair that signs; never used anywhere but in tests. */
export interface TestKey {
  readonly publicKey: Uint8Array;
  readonly signer: Signer;
}

const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The key whose 32 secret bytes are all `seed`, or the bytes given. */
export function testKey(seed: number | Uint8Array): TestKey {
  const secret = typeof seed === 'number' ? new Uint8Array(32).fill(seed) : seed;
  const privateKey = createPrivateKey({
    key: Buffer.concat([privateKeyPrefix, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(publicKeyPrefix.length));
  return {
    publicKey,
    signer: {
      keyId: keyIdOf('ed25519', publicKey),
      algorithm: 'ed25519',
      sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
    },
  };
}

/** Verifies `ed25519` keys by the platform; every other algorithm is false. */
export const platformVerifier: SignatureVerifier = {
  verify: async (key: TrustKey, message, signature) => {
    const publicKey = base64Decode(key.publicKey);
    if (key.algorithm !== 'ed25519' || !publicKey.ok || publicKey.value.length !== 32) return false;
    const spki = Buffer.concat([publicKeyPrefix, publicKey.value]);
    return verify(null, message, { key: spki, format: 'der', type: 'spki' }, signature);
  },
};
