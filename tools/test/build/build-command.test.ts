// SPDX-License-Identifier: Apache-2.0
// Goal: the command builds any entry into any folder, says in one JSON object where it is, and answers
// what it cannot do with one line.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../planted-tree.ts';
import { emptyFolder, outputOf } from './planted-sources.ts';

const command = join(repositoryRoot, 'tools/build/main.ts');
const catalogue = 'domain/core/src/refusal/catalogue.ts';

function build(...args: readonly string[]) {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
}

describe('the build command', () => {
  it('builds an entry of the repository and names its main file', () => {
    const folder = join(emptyFolder(), 'program');
    const { status, stdout, stderr } = build('--entry', catalogue, '--folder', folder, '--json');
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ main: join(folder, 'catalogue.mjs') });
    expect(outputOf(join(folder, 'catalogue.mjs'))).toBe('');
  });

  it.each([
    ['half of what it needs', ['--entry', catalogue], 'found one of --entry and --folder'],
    ['an option that it does not know', ['--minify'], "found Unknown option '--minify'"],
    ['an entry that is not there', ['--entry', 'gone.ts', '--folder', 'gone'], 'gone.ts'],
  ])('refuses %s in one line', (_what, args, found) => {
    const { status, stdout, stderr } = build(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(found)]);
  });
});
