// SPDX-License-Identifier: Apache-2.0
// The law of the mint over random sequences, the same ones in every run of the tests.
import { describe, expect, it } from 'vitest';
import { checkMintingLaw } from '@marketops/testkit/minting-law';

const sequences = 500;
const timeoutMs = 120_000;

describe('the law of the mint', () => {
  it(
    'mints exactly what has its threshold at the time of minting',
    { timeout: timeoutMs },
    async () => {
      const { asked, minted } = await checkMintingLaw({ sequences, seed: 20_261_120 });
      // A law about minting says little where nothing is ever minted.
      expect(minted).toBeGreaterThan(sequences / 10);
      expect(asked - minted).toBeGreaterThan(sequences / 10);
    },
  );
});
