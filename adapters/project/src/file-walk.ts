// SPDX-License-Identifier: Apache-2.0
// Lists what a pattern matches. Links are never followed, git's own folder is never entered, and a
// walk ends at a limit instead of wandering through a whole disk.
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refusal, visibleText, type Refusal } from '@marketops/core';
import { matchesFilePattern, parseFilePattern, type Reading } from '@marketops/engine';
import { systemErrorCode } from './system-error.ts';

/** Entries looked at in one walk at most. */
const entriesMax = 100_000;

/** Everything but folders below `root` that `pattern` matches, sorted. */
export async function listMatching(
  root: string,
  pattern: string,
): Promise<Reading<readonly string[]>> {
  const parsed = parseFilePattern(pattern);
  if (!parsed.ok) {
    const { expected, found } = parsed.problem;
    const why = refusal('project.path_invalid', { subject: visibleText(pattern), expected, found });
    return { ok: false, refusal: why };
  }
  const walk = { root, pattern: parsed.value, found: [] as string[], seen: 0 };
  const problem = await walkFolder(walk, fixedFolder(parsed.value));
  return problem === null
    ? { ok: true, value: walk.found.toSorted() }
    : { ok: false, refusal: problem };
}

interface Walk {
  readonly root: string;
  readonly pattern: string;
  readonly found: string[];
  seen: number;
}

/** The folder that every match lies in: what stands before the first segment with a wildcard. */
function fixedFolder(pattern: string): string {
  const segments = pattern.split('/');
  const wild = segments.findIndex((segment) => /[*?]/.test(segment));
  return segments.slice(0, wild < 0 ? -1 : wild).join('/');
}

async function walkFolder(walk: Walk, folder: string): Promise<Refusal | null> {
  const entries = await readFolder(walk.root, folder);
  if (!entries.ok) return entries.refusal;
  walk.seen += entries.value.length;
  if (walk.seen > entriesMax) {
    const details = { expected: `at most ${entriesMax} entries to look at`, found: 'more' };
    return refusal('plan.too_large', { subject: walk.pattern, ...details });
  }
  for (const entry of entries.value) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name === '.git' || !mayContain(walk.pattern, path)) continue;
      const problem = await walkFolder(walk, path);
      if (problem !== null) return problem;
    } else if (matchesFilePattern(walk.pattern, path)) {
      walk.found.push(path);
    }
  }
  return null;
}

/** Whether a folder can hold a match: without `**` the pattern says how deep matches lie. */
function mayContain(pattern: string, folder: string): boolean {
  const segments = pattern.split('/');
  const depth = folder.split('/').length;
  const any = segments.indexOf('**');
  if (any >= 0 && any < depth) return true;
  return depth < segments.length && matchesFilePattern(segments.slice(0, depth).join('/'), folder);
}

/** A folder that is not there holds nothing; one on the way over a link is never entered. */
async function readFolder(root: string, folder: string): Promise<Reading<readonly Dirent[]>> {
  try {
    return { ok: true, value: await readdir(join(root, folder), { withFileTypes: true }) };
  } catch (error) {
    const code = systemErrorCode(error) ?? 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: true, value: [] };
    const found = `one that cannot be read (${code})`;
    const details = { subject: visibleText(folder), expected: 'a folder', found };
    return { ok: false, refusal: refusal('project.file_unsafe', details) };
  }
}
