// SPDX-License-Identifier: Apache-2.0
// Goal: help tells everything that a command takes, and a command that was misspelt leads to its help.
import { describe, expect, it } from 'vitest';
import { jsonOf, runCommand, textAt } from './support/command-run.ts';

describe('help', () => {
  it.each([[['plan']], [['audit', 'verify']], [['trust', 'add']]])(
    'of %s tells the options that every command takes',
    async (command) => {
      const { exit, stdout } = await runCommand([...command, '--help']);
      expect(exit).toBe(0);
      for (const option of ['--home <folder>', '--json', '--quiet']) {
        expect(stdout).toContain(option);
      }
    },
  );

  it('describes every option of audit verify', async () => {
    const { stdout } = await runCommand(['audit', 'verify', '--help']);
    expect(stdout).toMatch(/--trust <file> +your own trust file/);
  });

  it('gives the version by its own name', async () => {
    const version = jsonOf(await runCommand(['--version', '--json']));
    expect(version).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(jsonOf(await runCommand(['plan', '--help', '--json']))).toHaveProperty('help');
  });

  it.each([
    [['plan'], 'marketops plan --help'],
    [['audit', 'verify', 'folder'], 'marketops audit verify --help'],
    [['--quiet', 'trust', 'rotate', 'everything'], 'marketops trust rotate --help'],
    [['plam'], 'marketops help'],
    [[], 'marketops help'],
  ])('%j, as it stands, leads to `%s`', async (args, next) => {
    const run = await runCommand([...args, '--json']);
    expect(run.exit).toBe(2);
    expect(textAt(jsonOf(run), 'next')).toBe(next);
  });
});
