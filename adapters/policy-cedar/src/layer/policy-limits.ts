// SPDX-License-Identifier: Apache-2.0
// How large a policy layer may be.

/** What a policy layer may hold at most. */
export const POLICY_LIMITS = {
  manifestBytesMax: 65_536,
  filesMax: 64,
  fileBytesMax: 262_144,
  rulesMax: 500,
} as const;
