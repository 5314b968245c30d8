// SPDX-License-Identifier: Apache-2.0
// Goal: a passkey is pinned in one spelling, of a kind and strength that is taken; pinned in any other
// way it verifies nothing, even what its own authenticator answers.
import { base64Encode, base64UrlEncode, keyIdOf } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { passkeyVerifies } from '../../src/passkey/passkey-verification.ts';
import { cose } from './cbor.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';

const message = Buffer.from('DSSEv1 what was approved');
const alice = new SoftwareAuthenticator();

describe('a pinned key that verifies nothing', () => {
  const [x, y] = [alice.coseKey.subarray(10, 42), alice.coseKey.subarray(45, 77)];

  it.each([
    [
      'has SHA-1',
      cose([
        [1, 2],
        [3, -65_535],
        [-1, 1],
        [-2, x],
        [-3, y],
      ]),
    ],
    [
      'has no algorithm',
      cose([
        [1, 2],
        [-1, 1],
        [-2, x],
        [-3, y],
      ]),
    ],
    [
      'is of another curve',
      cose([
        [1, 2],
        [3, -7],
        [-1, 2],
        [-2, x],
        [-3, y],
      ]),
    ],
    [
      'is of another type',
      cose([
        [1, 1],
        [3, -7],
        [-1, 1],
        [-2, x],
        [-3, y],
      ]),
    ],
    [
      'has a short coordinate',
      cose([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x],
        [-3, y.subarray(1)],
      ]),
    ],
    ['has bytes after it', Buffer.concat([alice.coseKey, Buffer.from([0])])],
    [
      'is in another spelling',
      Buffer.concat([Buffer.from([0xa5, 0x18, 0x01]), alice.coseKey.subarray(2)]),
    ],
    [
      'is an Ed25519 key of small order',
      cose([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, Buffer.alloc(32)],
      ]),
    ],
    [
      'is a short RSA key',
      cose([
        [1, 3],
        [3, -257],
        [-1, Buffer.alloc(128, 255)],
        [-2, Buffer.from([1, 0, 1])],
      ]),
    ],
    [
      'is an RSA key with the exponent 1',
      cose([
        [1, 3],
        [3, -257],
        [-1, Buffer.alloc(256, 255)],
        [-2, Buffer.from([1])],
      ]),
    ],
    ['is no CBOR', Buffer.alloc(77, 255)],
    ['is no map', Buffer.concat([Buffer.from([0x58, 77]), Buffer.alloc(77)])],
  ])('%s', async (_name, coseKey) => {
    const key = alice.trustKey({
      publicKey: base64Encode(coseKey),
      keyId: keyIdOf('webauthn', coseKey),
    });
    expect(await passkeyVerifies(key, message, alice.answer(message))).toBe(false);
  });

  const [rsa, okp] = [new SoftwareAuthenticator('RS256'), new SoftwareAuthenticator('EdDSA')];
  const modulus = rsa.coseKey.subarray(11, 267);

  it.each<[string, SoftwareAuthenticator, Uint8Array]>([
    [
      'a P-256 key with its members in another order',
      alice,
      cose([
        [3, -7],
        [1, 2],
        [-1, 1],
        [-2, x],
        [-3, y],
      ]),
    ],
    [
      'a P-256 key with a member more',
      alice,
      cose([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, x],
        [-3, y],
        [2, Buffer.from('kid')],
      ]),
    ],
    [
      'an Ed25519 key with a member more',
      okp,
      cose([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, okp.coseKey.subarray(10)],
        [-3, Buffer.alloc(1)],
      ]),
    ],
    [
      'an RSA key whose modulus begins with zeros',
      rsa,
      cose([
        [1, 3],
        [3, -257],
        [-1, Buffer.concat([Buffer.alloc(8), modulus])],
        [-2, Buffer.from([1, 0, 1])],
      ]),
    ],
  ])('is %s, a second spelling with an id of its own', async (_name, authenticator, coseKey) => {
    const key = authenticator.trustKey({
      publicKey: base64Encode(coseKey),
      keyId: keyIdOf('webauthn', coseKey),
    });
    expect(await passkeyVerifies(key, message, authenticator.answer(message))).toBe(false);
    const good = authenticator.trustKey();
    expect(await passkeyVerifies(good, message, authenticator.answer(message))).toBe(true);
  });

  it('is not in base64, or has no passkey', async () => {
    const sig = alice.answer(message);
    const url = alice.trustKey({ publicKey: base64UrlEncode(alice.coseKey) });
    expect(await passkeyVerifies(url, message, sig)).toBe(false);
    expect(await passkeyVerifies(alice.trustKey({ passkey: null }), message, sig)).toBe(false);
  });

  it('differs from a good one in its making alone', async () => {
    const same = cose([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]);
    expect(same).toEqual(alice.coseKey);
    expect(await passkeyVerifies(alice.trustKey(), message, alice.answer(message))).toBe(true);
  });
});
