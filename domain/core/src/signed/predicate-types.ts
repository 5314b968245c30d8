// SPDX-License-Identifier: Apache-2.0
// The kinds of thing that are signed. An advisory receipt has another type than an enforceable one,
// so that no code path can take the one for the other.

/** Our predicate types (docs/reference/formats.md). */
export const PREDICATE_TYPES = {
  enforceableReceipt: 'urn:marketops:enforceable-receipt:v1',
  advisoryReceipt: 'urn:marketops:advisory-receipt:v1',
  approval: 'urn:marketops:approval:v1',
  trustRoot: 'urn:marketops:trust-root:v1',
} as const;

/** One of our predicate types. */
export type PredicateType = (typeof PREDICATE_TYPES)[keyof typeof PREDICATE_TYPES];
