// SPDX-License-Identifier: Apache-2.0
// The public surface of the testkit, listed name by name.
export {
  instantOf,
  makeTestKey,
  testKeysValidFrom,
  testVerifier,
  type TestKey,
} from './ed25519-keys.ts';
export { ManualClock } from './manual-clock.ts';
export { SeededEntropy } from './seeded-entropy.ts';
