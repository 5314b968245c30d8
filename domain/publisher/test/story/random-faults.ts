// SPDX-License-Identifier: Apache-2.0
// Faults that follow from a seed, so that a failing story can be told again.
import type { GitHubScript, ScriptedFault } from '@marketops/testkit';
import { SeededEntropy } from '@marketops/testkit';

const fractionValues = 2 ** 32;

/** Draws numbers that follow from a seed. */
export class Dice {
  readonly #entropy: SeededEntropy;

  constructor(seed: string) {
    this.#entropy = new SeededEntropy(seed);
  }

  /** An integer from 0 to `sides` − 1. */
  roll(sides: number): number {
    const drawn = this.#entropy.bytes(4).reduce((value, byte) => value * 256 + byte, 0);
    return Math.floor((drawn / fractionValues) * sides);
  }
}

const limited = { message: 'You have exceeded a secondary rate limit' };

const writeFaults: readonly ScriptedFault[] = [
  { kind: 'lost', applied: true },
  { kind: 'lost', applied: false },
  { kind: 'late', afterMs: 1_000 },
  { kind: 'late', afterMs: 119_000 },
  { kind: 'never_sent' },
  { kind: 'twice' },
  { kind: 'answer', applied: true, failure: { status: 502, body: 'not_json' } },
  { kind: 'answer', applied: false, failure: { status: 500 } },
  { kind: 'answer', applied: true, failure: { status: 201, body: 'truncated' } },
  { kind: 'answer', applied: false, failure: { status: 403, ...limited } },
  { kind: 'answer', applied: false, failure: { status: 429 } },
  { kind: 'answer', applied: false, failure: { status: 401, message: 'Bad credentials' } },
  { kind: 'answer', applied: false, failure: { status: 404, message: 'Not Found' } },
];

const readFaults: readonly ScriptedFault[] = [
  { kind: 'lost', applied: false },
  { kind: 'never_sent' },
  { kind: 'answer', applied: false, failure: { status: 500 } },
  { kind: 'answer', applied: false, failure: { status: 200, body: 'truncated' } },
  { kind: 'answer', applied: false, failure: { status: 403, ...limited } },
  { kind: 'answer', applied: false, failure: { status: 401, message: 'Bad credentials' } },
];

/** One call in `rarity` meets a fault, for the first `calls` calls. */
export function randomFaults(dice: Dice, rarity: number, calls: number): GitHubScript {
  return ({ nature, index }) => {
    if (index >= calls || dice.roll(rarity) > 0) return null;
    const faults = nature === 'write' ? writeFaults : readFaults;
    return faults[dice.roll(faults.length)] ?? null;
  };
}
