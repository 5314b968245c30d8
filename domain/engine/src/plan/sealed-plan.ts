// SPDX-License-Identifier: Apache-2.0
// A plan with the exact bytes that people approve and the digest they sign; the three always agree.
import {
  digestOfBytes,
  encodePlan,
  type PublicationPlan,
  type Sha256Digest,
} from '@marketops/core';

/** A plan, its canonical bytes and their digest. */
export interface SealedPlan {
  readonly plan: PublicationPlan;
  readonly bytes: Uint8Array;
  readonly digest: Sha256Digest;
}

/** Seals a plan. */
export function sealPlan(plan: PublicationPlan): SealedPlan {
  const bytes = encodePlan(plan);
  return { plan, bytes, digest: digestOfBytes(bytes) };
}
