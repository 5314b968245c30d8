// SPDX-License-Identifier: Apache-2.0
// The machine as the rest of the program sees it.
import type { Clock, Entropy, SignatureVerifier } from '@marketops/core';
import { KeyringVerifier } from '@marketops/keyring';
import { SystemClock, SystemEntropy } from '@marketops/system';

/** Time, randomness and signatures of this machine. */
export interface Machine {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly verifier: SignatureVerifier;
}

/** This machine. */
export function thisMachine(): Machine {
  return {
    clock: new SystemClock(),
    entropy: new SystemEntropy(),
    verifier: new KeyringVerifier(),
  };
}
