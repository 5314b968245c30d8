// SPDX-License-Identifier: Apache-2.0
// Goal: old drafts go, and nothing else: not the draft of a living process, and nothing that somebody
// else put there, however much its name resembles ours.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantFromMs, instantToMs } from '@marketops/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftPathOf, sweepDrafts } from '../../src/file/drafts.ts';
import { writeDurably } from '../../src/file/durable-file.ts';
import { SystemClock } from '../../src/system-clock.ts';

const ageMaxMs = 60_000;
const now = new SystemClock().now();
const unique = '0011223344556677';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marketops-drafts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, ageMs: number): string {
  const path = join(folder, name);
  writeFileSync(path, 'half of a he');
  grow(path, ageMs);
  return name;
}

/** Makes a path as old as that. */
function grow(path: string, ageMs: number): void {
  const seconds = (instantToMs(now) - ageMs) / 1_000;
  utimesSync(path, seconds, seconds);
}

describe('a draft', () => {
  it('has a name that no other write uses, and that sweeping knows', async () => {
    const path = join(folder, 'checkpoint');
    const drafts = Array.from({ length: 100 }, () => draftPathOf(path));
    expect(new Set(drafts).size).toBe(100);
    writeFileSync(drafts[0] ?? '', '');
    await sweepDrafts(folder, { now: instantFromMs(instantToMs(now) + 2 * ageMaxMs), ageMaxMs });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left alone until it is older than it may be', async () => {
    const young = put(`checkpoint.12-${unique}.new`, ageMaxMs - 1_000);
    put(`checkpoint.13-${unique}.new`, ageMaxMs + 1_000);
    await sweepDrafts(folder, { now, ageMaxMs });
    expect(readdirSync(folder)).toEqual([young]);
  });

  it.each([
    'checkpoint',
    'checkpoint.new',
    `checkpoint.12-${unique}`,
    `checkpoint.12-${unique}.new.bak`,
    `checkpoint.12-${unique}0.new`,
    `checkpoint.12-${unique.slice(1)}.new`,
    `checkpoint.12-${unique.slice(1)}G.new`,
    `checkpoint.pid-${unique}.new`,
    `checkpoint.${unique}.new`,
    `.12-${unique}.new`,
    'notes for the new release.new',
  ])('is never taken for one: %s', async (name) => {
    put(name, 100 * ageMaxMs);
    await sweepDrafts(folder, { now, ageMaxMs });
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('is a file: a folder and a link of its name stay, and so does what they lead to', async () => {
    const below = join(folder, `folder.12-${unique}.new`);
    mkdirSync(below);
    writeFileSync(join(below, `checkpoint.12-${unique}.new`), 'below');
    grow(join(below, `checkpoint.12-${unique}.new`), 100 * ageMaxMs);
    grow(below, 100 * ageMaxMs);
    put('kept', 100 * ageMaxMs);
    symlinkSync(join(folder, 'kept'), join(folder, `link.12-${unique}.new`));
    const before = readdirSync(folder, { recursive: true });
    await sweepDrafts(folder, { now, ageMaxMs });
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  it('of a folder that is not there is nothing to sweep', async () => {
    await expect(sweepDrafts(join(folder, 'none'), { now, ageMaxMs })).resolves.toBeUndefined();
  });
});

describe('a file that is written durably', () => {
  it('is for its owner alone, unless another mode is asked for', async () => {
    await writeDurably(join(folder, 'own'), 'mine');
    await writeDurably(join(folder, 'shown'), 'yours', 0o644);
    expect(statSync(join(folder, 'own')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'shown')).mode & 0o077).not.toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['own', 'shown']);
  });

  it('is the old one, without a draft beside it, where it cannot be replaced', async () => {
    mkdirSync(join(folder, 'taken'));
    await expect(writeDurably(join(folder, 'taken'), 'x')).rejects.toThrow('EISDIR');
    await writeDurably(join(folder, 'file'), 'old');
    await expect(writeDurably(join(folder, 'file', 'below'), 'x')).rejects.toThrow('ENOTDIR');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('old');
    expect(readdirSync(folder).toSorted()).toEqual(['file', 'taken']);
  });
});
