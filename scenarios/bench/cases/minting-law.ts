// SPDX-License-Identifier: Apache-2.0
// The law of the mint over ten thousand random sequences: nothing is minted without its threshold.
import { performance } from 'node:perf_hooks';
import { checkMintingLaw } from '@marketops/testkit/minting-law';
import type { BenchCase } from './bench-case.ts';

const sequences = 10_000;

/** Throws with the shortest sequence that breaks the law. */
export const mintingLaw: BenchCase = {
  name: 'minting law',
  deep: true,
  measure: async () => {
    const begun = performance.now();
    const { asked, minted } = await checkMintingLaw({ sequences });
    return {
      sequences,
      asked,
      minted,
      broken: 0,
      elapsedMs: Math.round(performance.now() - begun),
    };
  },
};
