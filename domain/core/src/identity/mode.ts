// SPDX-License-Identifier: Apache-2.0
// A mode is exactly `dry_run` or `prod`; nothing that looks like one is one.

/** The mode of a run. */
export type Mode = 'dry_run' | 'prod';

/** Both modes. */
export const MODES = ['dry_run', 'prod'] as const;

/** Whether a value given as a mode permits side effects: exactly the text `prod`. */
export function isProd(mode: unknown): mode is 'prod' {
  return mode === 'prod';
}
