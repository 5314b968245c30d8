// SPDX-License-Identifier: Apache-2.0
// Drafts: a file is written under a name of its own beside the place that it takes when it is whole.
// Processes that write at once never meet in one. What a killed process leaves is known by its name,
// and is swept once it is too old to belong to a living one.
import { randomBytes } from 'node:crypto';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { instantToMs, type Instant } from '@marketops/core';

const uniqueBytes = 8;
const draftName = /^.+\.[0-9]+-[0-9a-f]{16}\.new$/;

/** A path beside `path` that no other process and no other write uses: `PATH.PID-RANDOM.new`. */
export function draftPathOf(path: string): string {
  return `${path}.${process.pid}-${randomBytes(uniqueBytes).toString('hex')}.new`;
}

/** Which drafts are swept. */
export interface SweptDrafts {
  readonly now: Instant;
  /** How long a draft is left alone after it was last written. */
  readonly ageMaxMs: number;
}

/**
 * Removes old drafts that lie directly in a folder, and nothing else: no file of another name, no
 * folder and no link. What cannot be looked at or removed stays, for it harms nobody.
 */
export async function sweepDrafts(folder: string, { now, ageMaxMs }: SweptDrafts): Promise<void> {
  const writtenBeforeMs = instantToMs(now) - ageMaxMs;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => draftName.test(candidate))) {
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => null);
    if (stats === null || !stats.isFile() || stats.mtimeMs >= writtenBeforeMs) continue;
    await unlink(path).catch(() => undefined);
  }
}
