// SPDX-License-Identifier: Apache-2.0
// Goal: a file that several write at once is always the whole content of one of them, and what a killed
// process left beside it neither stops the next one nor is taken away from a living one.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../src/composition/durable-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marketops-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('replacing a file', () => {
  it('works for all that do it at once, each as a whole', async () => {
    const path = join(folder, 'checkpoint');
    const contents = Array.from({ length: 20 }, (_, n) => `${n} `.repeat(100 + n));
    await Promise.all(contents.map((content) => replaceFile(path, content)));
    expect(contents).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(folder)).toEqual(['checkpoint']);
  });

  it('is not stopped by what a killed process left, nor takes it away', async () => {
    const path = join(folder, 'checkpoint');
    const left = ['checkpoint.new', 'checkpoint.1-0011223344556677.new'];
    for (const name of left) writeFileSync(join(folder, name), 'half of a he');
    await replaceFile(path, 'a head');
    expect(readFileSync(path, 'utf8')).toBe('a head');
    expect(readdirSync(folder).toSorted()).toEqual(['checkpoint', ...left].toSorted());
  });

  it('leaves the file and nothing else where it cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(replaceFile(join(folder, 'file', 'below'), 'text')).rejects.toThrow(
      'usage.file_unwritable',
    );
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
