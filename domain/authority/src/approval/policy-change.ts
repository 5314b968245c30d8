// SPDX-License-Identifier: Apache-2.0
// A change of policy as people approve it: from the policy in force to another, by both digests.
import { digestOf, type PolicyReference, type Sha256Digest } from '@marketops/core';

/** The digest that people sign for a change of policy; no plan can have the same one. */
export function policyChangeDigest(from: PolicyReference, to: PolicyReference): Sha256Digest {
  return digestOf({ schema: 'urn:marketops:policy-change:v1', from, to });
}
