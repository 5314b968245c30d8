// SPDX-License-Identifier: Apache-2.0
// When the next write that creates content may go out, from when the last ones did. Few writes are
// not slowed down at all; many keep a distance; neither budget is ever exceeded in any window.
import type { PublisherOptions } from '../publisher-options.ts';

const minuteMs = 60_000;
/** Writes older than this count for no budget. */
export const rememberedMs = 60 * minuteMs;

/** The budgets of writes that create content. */
export type WriteBudget = Pick<
  PublisherOptions,
  | 'contentWritesPerMinuteMax'
  | 'contentWritesPerHourMax'
  | 'contentWritesBurst'
  | 'contentSpacingMs'
>;

/**
 * The earliest time for one more write, in milliseconds since 1970; `nowMs` if it may go at once.
 * None of `writtenAtMs` is later than `nowMs`.
 */
export function nextWriteAtMs(
  writtenAtMs: readonly number[],
  nowMs: number,
  budget: WriteBudget,
): number {
  const written = writtenAtMs.toSorted((left, right) => left - right);
  const inLastMinute = written.filter((atMs) => atMs > nowMs - minuteMs);
  return Math.max(
    nowMs,
    roomAtMs(inLastMinute, budget.contentWritesPerMinuteMax, minuteMs),
    roomAtMs(
      written.filter((atMs) => atMs > nowMs - rememberedMs),
      budget.contentWritesPerHourMax,
      rememberedMs,
    ),
    inLastMinute.length < budget.contentWritesBurst
      ? nowMs
      : (inLastMinute.at(-1) ?? nowMs) + budget.contentSpacingMs,
  );
}

/** When a window that must hold fewer than `countMax` writes has room for one more. */
function roomAtMs(written: readonly number[], countMax: number, windowMs: number): number {
  const leaves = written.at(-countMax);
  return leaves === undefined ? 0 : leaves + windowMs;
}
