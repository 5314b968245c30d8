// SPDX-License-Identifier: Apache-2.0
// The checks of docs/reference/checks.md, in their order. The first eight are the system's founding
// checks.

/** Every check, in the order in which it is reported; its number is its place from 1. */
export const CHECKS = [
  'mode_is_prod',
  'receipt_present',
  'receipt_enforceable',
  'run_bound',
  'operation_kind_bound',
  'not_consumed',
  'not_expired',
  'not_stale',
  'mint_signature',
  'audience',
  'repository',
  'content',
  'approvals',
  'not_revoked',
  'not_from_the_future',
  'policy_not_rolled_back',
] as const;

/** One check. */
export type CheckName = (typeof CHECKS)[number];
