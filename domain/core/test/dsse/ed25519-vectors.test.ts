// SPDX-License-Identifier: Apache-2.0
// What a verifier of our signatures must accept and refuse: Wycheproof's verdicts on Ed25519, which
// the platform's own verification gives. Every SignatureVerifier stands on that verification.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describePublicVectors } from '@marketops/testkit/public-vectors';
import { expect, it } from 'vitest';

interface WycheproofFile {
  readonly numberOfTests: number;
  readonly testGroups: readonly {
    readonly publicKeyPem: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid';
    }[];
  }[];
}

function readCases(path: string) {
  const file: WycheproofFile = JSON.parse(readFileSync(path, 'utf8'));
  const cases = file.testGroups.flatMap(({ publicKeyPem, tests }) =>
    tests.map((test) => ({ ...test, publicKeyPem })),
  );
  return { cases, numberOfTests: file.numberOfTests };
}

describePublicVectors('Wycheproof Ed25519', 'ed25519', (folder) => {
  const { cases, numberOfTests } = readCases(`${folder}/wycheproof.json`);

  it('is read whole', () => {
    expect(cases).toHaveLength(numberOfTests);
    expect(new Set(cases.map(({ result }) => result))).toEqual(new Set(['valid', 'invalid']));
  });

  it.each(cases)('$tcId is $result: $comment', ({ publicKeyPem, msg, sig, result }) => {
    const key = createPublicKey(publicKeyPem);
    const genuine = verify(null, Buffer.from(msg, 'hex'), key, Buffer.from(sig, 'hex'));
    expect(genuine).toBe(result === 'valid');
  });
});
