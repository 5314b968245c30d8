// SPDX-License-Identifier: Apache-2.0
// Sizes and indices as verifiers meet them: other people's trees may count beyond 2^53.

/** A tree size or a leaf index; a number must be an integer. */
export type TreeNumber = number | bigint;

/** The value as a bigint, or null where it is no whole number from 0 to 2^64 − 1. */
export function treeNumber(value: TreeNumber): bigint | null {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return null;
  const exact = BigInt(value);
  return exact >= 0n && exact < 1n << 64n ? exact : null;
}
