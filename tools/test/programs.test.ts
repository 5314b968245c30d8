// SPDX-License-Identifier: Apache-2.0
// The compiler, the linter, the formatter and the finder of dead code accept this repository, and
// each catches what it is there for, under the configuration that is in force.

import { describe, expect, it } from 'vitest';
import { gates } from '../gates/gates.ts';
import {
  header,
  repositoryRoot,
  withEmptyDirectory,
  withPlantedDirectory,
  type Planted,
} from './planted-tree.ts';

const core = { name: '@marketops/core', type: 'module', exports: { '.': './src/index.ts' } };
const system = { ...core, name: '@marketops/system' };

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Files with which every gate of this file opens, so that a canary fails for its own reason alone. */
const sound: Planted = {
  'package.json': json({ name: 'planted', private: true, workspaces: ['domain/*', 'adapters/*'] }),
  'domain/core/package.json': json(core),
  'domain/core/src/index.ts': `${header}\nexport { one } from './one.ts';\n`,
  'domain/core/src/one.ts': `${header}\n/** The number one. */\nexport const one = 1;\n`,
  'adapters/system/package.json': json(system),
  'adapters/system/src/index.ts': `${header}\nexport { two } from './two.ts';\n`,
  'adapters/system/src/two.ts': `${header}\n/** The number two. */\nexport const two = 2;\n`,
};

/** What a gate says of the sound files with others laid over them. */
async function judging(name: string, files: Planted): Promise<string> {
  const gate = gates.get(name);
  if (gate === undefined) throw new Error(`there is no gate ${name}`);
  return withPlantedDirectory({ ...sound, ...files }, async (root) =>
    (await gate(root)).join('\n'),
  );
}

describe.each(['types', 'lint', 'format', 'dead-code'])('the gate %s', (name) => {
  it('opens for this repository', async () => {
    expect(await gates.get(name)?.(repositoryRoot)).toEqual([]);
  });

  it('opens for sound files', async () => {
    expect(await judging(name, {})).toBe('');
  });

  it('does not pass by looking at nothing', async () => {
    const said = await withEmptyDirectory(async (root) => gates.get(name)?.(root));
    expect(said).not.toEqual([]);
  });
});

describe.each([
  ['types', 'No inputs were found'],
  ['lint', 'found no file'],
  ['dead-code', 'found no file'],
])('the gate %s, with its configuration', (name, says) => {
  it('does not pass by looking at nothing', async () => {
    const said = await withPlantedDirectory({}, async (root) => gates.get(name)?.(root));
    expect(said?.join('\n')).toContain(says);
  });
});

describe('the compiler', () => {
  it.each([
    ['node:fs', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;"],
    ['process', 'export const x = process.env;'],
    ['Buffer', "export const x = Buffer.from('x');"],
    ['URL', "export const x = new URL('https://example.com');"],
    ['TextEncoder', 'export const x = new TextEncoder();'],
    ['setTimeout', 'setTimeout(() => {}, 1);\nexport {};'],
    ['fetch', "export const x = fetch('https://example.com');"],
    ['crypto', 'export const x = crypto.subtle;'],
    ['console', "console.log('x');\nexport {};"],
  ])('refuses the domain %s', async (name, text) => {
    const said = await judging('types', { 'domain/core/src/planted.ts': text });
    expect(said).toMatch(/domain\/core\/src\/planted\.ts\(\d+,\d+\): error/);
    expect(said).toContain(name);
  });

  it('refuses a type error outside the domain', async () => {
    const text = "export const x: number = 'one';\n";
    expect(await judging('types', { 'adapters/system/src/planted.ts': text })).toContain('TS2322');
  });
});

describe('the linter', () => {
  const asynchronous = 'async function work(): Promise<void> {\n  await Promise.resolve();\n}\n';
  const statements = '  x += 1;\n'.repeat(60);

  it.each([
    ['no-floating-promises', `${asynchronous}work();\n`],
    ['no-floating-promises', `${asynchronous}void work();\n`],
    ['no-misused-promises', `${asynchronous}if (work()) throw new Error('x');\n`],
    [
      'switch-exhaustiveness-check',
      "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n  }\n}\n",
    ],
    ['no-explicit-any', 'export function f(x: any): void {\n  f(x);\n}\n'],
    ['no-unsafe-member-access', "export const x = JSON.parse('1').y;\n"],
    ['no-non-null-assertion', 'export const f = (x?: string) => x!.length;\n'],
    ['ban-ts-comment', '// @ts-ignore\nexport const x = 1;\n'],
    ['max-lines-per-function', `export function f(x: number): void {\n${statements}}\n`],
    ['max-params', 'export const f = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];\n'],
    ['no-default-export', 'export default 1;\n'],
    ['eqeqeq', 'export const f = (x: number) => x == 1;\n'],
    [
      'Unused oxlint-disable directive',
      '// oxlint-disable-next-line eqeqeq\nexport const x = 1;\n',
    ],
  ])('catches %s', async (rule, text) => {
    expect(await judging('lint', { 'adapters/system/src/planted.ts': text })).toContain(rule);
  });

  it.each([
    ['Date', 'export const x = new Date(0);\n'],
    ['Math.random', 'export const x = Math.random();\n'],
  ])('refuses the domain %s', async (name, text) => {
    const said = await judging('lint', { 'domain/core/src/planted.ts': text });
    expect(said).toContain(`'${name}'`);
    expect(said).toContain('The domain is handed');
  });

  it('catches modules that import each other', async () => {
    const said = await judging('lint', {
      'domain/core/src/a.ts': "import { b } from './b.ts';\nexport const a = (): unknown => b;\n",
      'domain/core/src/b.ts': "import { a } from './a.ts';\nexport const b = (): unknown => a;\n",
    });
    expect(said).toContain('import(no-cycle)');
  });
});

describe('the formatter', () => {
  it('catches a file that it would change', async () => {
    const said = await judging('format', { 'adapters/system/src/planted.ts': 'const x = "1"\n' });
    expect(said).toContain('adapters/system/src/planted.ts');
  });
});

describe('the finder of dead code', () => {
  it('catches a file that nothing uses', async () => {
    const said = await judging('dead-code', { 'domain/core/src/planted.ts': 'export {};\n' });
    expect(said).toContain('domain/core/src/planted.ts: nothing uses this file');
  });

  it('catches an export that nothing uses', async () => {
    const text = `${sound['domain/core/src/one.ts']}\n/** Spare. */\nexport const spare = 1;\n`;
    const said = await judging('dead-code', { 'domain/core/src/one.ts': text });
    expect(said).toContain('nothing else uses the export spare');
  });

  it('catches an import that no package.json declares', async () => {
    const said = await judging('dead-code', {
      'adapters/system/src/two.ts': "export { parse as two } from 'yaml';\n",
    });
    expect(said).toContain('no package.json declares yaml');
  });
});
