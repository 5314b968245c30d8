// SPDX-License-Identifier: Apache-2.0
// The seven stages of a run, in their order.

/** Every stage, in the order in which a run passes through them. */
export const STAGES = [
  'discover',
  'select',
  'verify',
  'evaluate',
  'plan',
  'execute',
  'seal',
] as const;

/** One stage of a run. */
export type Stage = (typeof STAGES)[number];
