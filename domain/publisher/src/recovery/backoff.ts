// SPDX-License-Identifier: Apache-2.0
// Exponential backoff with full jitter, so that many who failed together do not come back together.
import type { Entropy } from '@marketops/core';
import type { PublisherOptions } from '../publisher-options.ts';

const fractionBytes = 4;
const fractionValues = 2 ** 32;
/** Doubling more often than this changes nothing: every cap is reached long before. */
const doublingsMax = 30;

/**
 * A random wait in milliseconds before try `round` + 1, where `round` counts from 1: between the
 * first wait's half and a ceiling that doubles each round up to `backoffMaxMs`.
 */
export function backoffMs(
  round: number,
  options: Pick<PublisherOptions, 'backoffFirstMs' | 'backoffMaxMs'>,
  entropy: Entropy,
): number {
  const doublings = Math.min(Math.max(round - 1, 0), doublingsMax);
  const ceiling = Math.min(options.backoffFirstMs * 2 ** doublings, options.backoffMaxMs);
  const floor = Math.min(options.backoffFirstMs / 2, ceiling);
  return Math.ceil(floor + fraction(entropy) * (ceiling - floor));
}

/** A random number from 0 to just below 1. */
function fraction(entropy: Entropy): number {
  const drawn = entropy.bytes(fractionBytes).reduce((value, byte) => value * 256 + byte, 0);
  return drawn / fractionValues;
}
