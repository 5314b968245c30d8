// SPDX-License-Identifier: Apache-2.0
// The trust root in force: the very envelope that was accepted, never a copy made of its content.
import type { Instant, Sha256Digest } from '@marketops/core';

/** A trust root that was accepted. */
export interface AcceptedTrustRoot {
  readonly version: number;
  /** SHA-256 of the canonical envelope. */
  readonly digest: Sha256Digest;
  readonly envelope: Uint8Array;
  readonly acceptedAt: Instant;
}
