// SPDX-License-Identifier: Apache-2.0
// Goal: a signature counts exactly where RFC 8032 says so, and never by a key that nobody holds.
import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ed25519Verifies } from '../../src/ed25519/ed25519-key.ts';
import { isWeakEd25519PublicKey } from '../../src/ed25519/weak-public-key.ts';

const vectorsUrl = new URL(
  '../../../../../shared/vectors/ed25519/wycheproof.json',
  import.meta.url,
);
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

interface WycheproofFile {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid';
    }[];
  }[];
}

/** The points of order 1, 2, 4, 4, 8, 8, 8 and 8, and three spellings that are not reduced. */
const weakKeys = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0100000000000000000000000000000000000000000000000000000000000080',
] as const;

describe('ed25519Verifies', () => {
  it('gives the verdicts of Wycheproof', (context) => {
    if (!existsSync(vectorsUrl)) context.skip('no public vectors beside the checkout');
    const { testGroups } = JSON.parse(readFileSync(vectorsUrl, 'utf8')) as WycheproofFile;
    const verdicts = testGroups.flatMap(({ publicKey, tests }) =>
      tests.map(({ tcId, msg, sig, result }) => {
        const [key, message, signature] = [publicKey.pk, msg, sig].map((hex) =>
          Buffer.from(hex, 'hex'),
        ) as [Buffer, Buffer, Buffer];
        return { tcId, wanted: result === 'valid', got: ed25519Verifies(key, message, signature) };
      }),
    );
    expect(verdicts.filter(({ wanted, got }) => wanted !== got)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(100);
  });

  it('refuses every single-bit change of a signature', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(spkiPrefix.length);
    const message = Buffer.from('what was approved');
    const signature = sign(null, message, privateKey);
    expect(ed25519Verifies(key, message, signature)).toBe(true);
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const changed = Buffer.from(signature);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(ed25519Verifies(key, message, changed)).toBe(false);
    }
  });

  it('answers false, and never throws, for bytes of any kind', () => {
    const bytes = fc.uint8Array({ maxLength: 70 });
    const likely = fc.oneof(bytes, fc.uint8Array({ minLength: 32, maxLength: 32 }));
    const signatures = fc.oneof(bytes, fc.uint8Array({ minLength: 64, maxLength: 64 }));
    fc.assert(
      fc.property(likely, bytes, signatures, (key, message, signature) => {
        expect(ed25519Verifies(key, message, signature)).toBe(false);
      }),
    );
  });
});

describe('keys of small order', () => {
  it.each(weakKeys)('%s verifies nothing', (hex) => {
    const key = Buffer.from(hex, 'hex');
    expect(isWeakEd25519PublicKey(key)).toBe(true);
    for (const [message, signature] of forgeries()) {
      expect(ed25519Verifies(key, message, signature)).toBe(false);
    }
  });

  it('are never what a key pair has', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(spkiPrefix.length);
    expect(isWeakEd25519PublicKey(key)).toBe(false);
  });
});

/** Signatures made without any private key: R is the neutral point and S is 0. */
function forgeries(): [Buffer, Buffer][] {
  const signature = Buffer.alloc(64);
  signature.writeUInt8(1, 0);
  return Array.from({ length: 16 }, (_, n) => [Buffer.from(`message ${n}`), signature]);
}
