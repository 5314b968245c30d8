// SPDX-License-Identifier: Apache-2.0
// What happens to the process at the moment of the fault.

/**
 * `none`: it lives. `sigkill`: it is killed there and started again. `second_replica`: it is killed
 * there and another replica takes over. `paused_replica`: it is stopped there, another replica takes
 * over, and then it wakes up again.
 */
export const KILLS = ['none', 'sigkill', 'second_replica', 'paused_replica'] as const;

/** What happens to the process at the moment of the fault. */
export type Kill = (typeof KILLS)[number];
