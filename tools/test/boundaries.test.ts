// SPDX-License-Identifier: Apache-2.0
// The rings hold, and each way of breaking them is caught.

import { describe, expect, it } from 'vitest';
import { dependencyPageRule } from '../gates/boundaries/dependency-page-rule.ts';
import { importRule } from '../gates/boundaries/import-rule.ts';
import { exactVersionRule, manifestRule } from '../gates/boundaries/manifest-rule.ts';
import { namedImportRule, offerRule } from '../gates/boundaries/offer-rule.ts';
import { boundaryRules, gates } from '../gates/gates.ts';
import { complaints, repositoryRoot, type Planted } from './planted-tree.ts';

const homes = [
  'domain/core',
  'domain/log',
  'domain/engine',
  'domain/authority',
  'domain/publisher',
  'adapters/system',
  'adapters/github',
  'faces/contract',
  'faces/cli',
  'faces/console',
  'doubles/testkit',
  'scenarios',
];

const exports = { '.': './src/index.ts', './store-contract': './test/store-contract.ts' };

/** A package.json for each package of a small house, under the names that imports use. */
const manifests: Planted = Object.fromEntries(
  homes.map((home) => {
    const name = `@marketops/${home.split('/').at(-1)}`;
    return [`${home}/package.json`, JSON.stringify({ name, exports })];
  }),
);

function importing(path: string, specifier: string): string[] {
  return complaints(importRule, { ...manifests, [path]: `import { x } from '${specifier}';\n` });
}

describe('the boundary gate', () => {
  it('finds the rings of this repository intact', async () => {
    expect(await gates.get('boundaries')?.(repositoryRoot)).toEqual([]);
  });

  it.each(boundaryRules)('fails where $name has no file to look at', (rule) => {
    expect(complaints(rule, {}).join('\n')).toContain('found no file to look at');
  });
});

describe('the ring rules', () => {
  it.each([
    ['domain/core/src/a.ts', '@marketops/log', 'it imports nothing'],
    ['domain/core/src/a.ts', 'yaml', 'no runtime dependency'],
    ['domain/core/src/a.ts', 'node:fs', 'the domain does no IO'],
    ['domain/log/src/a.ts', '@marketops/engine', 'it may import core'],
    ['domain/engine/src/a.ts', '@marketops/authority', 'it may import core, log'],
    ['domain/engine/src/a.ts', '@marketops/publisher', 'it may import core, log'],
    ['domain/authority/src/a.ts', '@marketops/publisher', 'it may import core, log'],
    ['domain/publisher/src/a.ts', '@marketops/authority', 'it may import core, log'],
    ['domain/publisher/test/a.test.ts', '@marketops/engine', 'it may import core, log'],
    ['domain/novel/src/a.ts', '@marketops/core', 'no row in the table'],
    ['domain/core/src/a.ts', '@marketops/system', 'must not import adapters/system'],
    ['adapters/github/src/a.ts', '@marketops/system', 'never another adapter'],
    ['adapters/github/src/a.ts', '@marketops/cli', 'may import the domain'],
    ['faces/cli/src/a.ts', '@marketops/github', 'in composition.ts or composition/ alone'],
    ['faces/cli/src/a.ts', '@marketops/console', 'the domain and the contract'],
    ['faces/console/src/a.ts', '@marketops/engine', 'must not import domain/engine'],
    ['faces/console/src/a.ts', 'node:fs', 'runs in a browser'],
    ['faces/cli/src/a.ts', '@marketops/testkit', 'doubles are for tests'],
    ['adapters/github/src/a.ts', '@marketops/testkit', 'doubles are for tests'],
    ['faces/cli/src/composition.ts', '@marketops/testkit', 'doubles are for tests'],
    ['doubles/testkit/src/a.ts', '@marketops/system', 'must not import adapters/system'],
    ['tools/docs/a.ts', '@marketops/github', 'must not import adapters/github'],
    ['adapters/system/src/a.ts', 'fs', 'with the prefix node:'],
    ['adapters/system/src/a.ts', '@marketops/core/src/a.ts', 'not a file inside it'],
    ['adapters/system/src/a.ts', '@marketops/absent', 'no package of this repository'],
    ['adapters/system/src/a.ts', '../../../domain/core/src/b.ts', 'a relative path leaves'],
    ['domain/core/src/a.ts', '@marketops/core', 'its own files by relative path'],
  ])('refuse %s the import of %s', (path, specifier, says) => {
    expect(importing(path, specifier).join('\n')).toContain(says);
  });

  it.each([
    ['domain/log/src/a.ts', '@marketops/core'],
    ['domain/core/src/a.ts', './b.ts'],
    ['domain/core/test/a.test.ts', '../src/a.ts'],
    ['domain/core/test/a.test.ts', '@marketops/testkit'],
    ['domain/core/test/a.test.ts', 'node:fs'],
    ['adapters/system/src/a.ts', '@marketops/publisher'],
    ['adapters/system/src/a.ts', 'node:fs'],
    ['faces/cli/src/a.ts', '@marketops/contract'],
    ['faces/cli/src/composition.ts', '@marketops/github'],
    ['faces/cli/src/composition/store.ts', '@marketops/github'],
    ['faces/cli/src/command/github-emulator.ts', '@marketops/testkit'],
    ['faces/console/src/a.ts', '@marketops/log'],
    ['adapters/system/test/a.test.ts', '@marketops/testkit/store-contract'],
    ['doubles/testkit/src/a.ts', '@marketops/publisher'],
    ['scenarios/demo/main.ts', '@marketops/testkit'],
    ['scenarios/demo/main.ts', '@marketops/cli'],
  ])('allow %s the import of %s', (path, specifier) => {
    expect(importing(path, specifier)).toEqual([]);
  });

  it.each([
    ["import type { X } from '@marketops/log';"],
    ["import '@marketops/log';"],
    ["export { x } from '@marketops/log';"],
    ["export * from '@marketops/log';"],
    ["const x = await import('@marketops/log');"],
    ["type X = import('@marketops/log').X;"],
    ["import x = require('@marketops/log');"],
    ["const x = require('@marketops/log');"],
    ["const x = require.resolve('@marketops/log');"],
    ['const x = await import(name);'],
  ])('see %s', (text) => {
    const files = { ...manifests, 'domain/core/src/a.ts': `\n${text}\n` };
    expect(complaints(importRule, files).join('\n')).toMatch(/^domain\/core\/src\/a\.ts:2: /);
  });

  it('are not deceived by imports in comments and strings', () => {
    const text = "// import '@marketops/log';\nconst x = \"import '@marketops/log'\";\n";
    expect(complaints(importRule, { ...manifests, 'domain/core/src/a.ts': text })).toEqual([]);
  });
});

describe('the manifests', () => {
  const withSystem = (manifest: object, text: string) => ({
    ...manifests,
    'adapters/system/package.json': JSON.stringify({ name: '@marketops/system', ...manifest }),
    'adapters/system/src/a.ts': text,
  });

  it('must declare what a source imports', () => {
    const files = withSystem({}, "import type { X } from '@marketops/core';\nimport 'yaml/x';\n");
    const said = complaints(manifestRule, files);
    expect(said).toEqual([
      expect.stringContaining('adapters/system/src/a.ts imports @marketops/core; declare it'),
      expect.stringContaining('adapters/system/src/a.ts imports yaml; declare it'),
    ]);
  });

  it('must not declare what no source imports', () => {
    const files = withSystem({ dependencies: { yaml: '2.9.1' } }, '');
    expect(complaints(manifestRule, files)).toEqual([
      expect.stringContaining('declares yaml, which no source imports'),
    ]);
  });

  it('must name exact versions', () => {
    const files = withSystem({ devDependencies: { yaml: '^2.9.1' } }, '');
    expect(complaints(exactVersionRule, files)).toEqual([
      expect.stringContaining('yaml is declared as "^2.9.1"'),
    ]);
  });

  it('must name exact versions however deep they lie', () => {
    const files = { 'scenarios/faults/peers/package.json': '{"dependencies":{"yaml":"^2.9.1"}}' };
    expect(complaints(exactVersionRule, files)).toEqual([
      expect.stringContaining('yaml is declared as "^2.9.1"'),
    ]);
  });
});

describe('the page of dependencies', () => {
  const page = 'docs/dependencies.md';
  const declaring = { 'package.json': '{"devDependencies":{"vite":"8.3.8"}}' };

  it('must have a row for each dependency', () => {
    expect(complaints(dependencyPageRule, { ...declaring, [page]: '' })).toEqual([
      expect.stringContaining('vite 8.3.8 has no row'),
    ]);
  });

  it('must have a row for a dependency of a manifest however deep it lies', () => {
    const deep = { 'scenarios/faults/peers/package.json': '{"dependencies":{"left-pad":"1.0.0"}}' };
    expect(complaints(dependencyPageRule, { ...deep, [page]: '' })).toEqual([
      expect.stringContaining('left-pad 1.0.0 has no row'),
    ]);
  });

  it('must name the version in force', () => {
    const files = { ...declaring, [page]: '| `vite` | 8.0.0 | builds | fast |\n' };
    expect(complaints(dependencyPageRule, files)).toEqual([
      expect.stringContaining('vite is 8.3.8 in the manifests and 8.0.0 here'),
    ]);
  });

  it('must not keep a row for what is gone', () => {
    const rows = '| `vite` | 8.3.8 | builds | fast |\n| `left-pad` | 1.0.0 | pads | short |\n';
    expect(complaints(dependencyPageRule, { ...declaring, [page]: rows })).toEqual([
      expect.stringContaining('dependencies.md:2: left-pad is declared nowhere'),
    ]);
  });
});

describe('what a package offers', () => {
  const lamp = "export { dim, type Lamp } from './lamp.ts';\n";
  const offering = (path: string, text: string): string[] =>
    complaints(offerRule, { ...manifests, 'domain/core/src/index.ts': lamp, [path]: text });
  const both = "import { dim, type Lamp } from '@marketops/core';\n";

  it.each([
    ['an import', 'domain/log/src/a.ts', both],
    ['a test of another package', 'domain/log/test/a.test.ts', both],
    ['a scenario', 'scenarios/demo/main.ts', both],
    [
      'an export from it',
      'domain/log/src/a.ts',
      "export { dim, type Lamp } from '@marketops/core';",
    ],
    [
      'types in their places',
      'domain/log/src/a.ts',
      "type A = import('@marketops/core').Lamp;\ntype B = import('@marketops/core').dim.C;\n",
    ],
    [
      'an import() that is taken apart',
      'domain/log/src/a.ts',
      "const { dim, Lamp: lamp = 1 } = await import('@marketops/core');\n",
    ],
  ])('is wanted because of %s', (_what, path, text) => {
    expect(offering(path, text)).toEqual([]);
  });

  it.each([
    ['nobody', 'domain/log/src/a.ts', ''],
    ['its own tests', 'domain/core/test/a.test.ts', both],
    ['its own files', 'domain/core/src/a.ts', "import { dim, Lamp } from './index.ts';\n"],
    [
      'who wants the whole of it',
      'domain/log/src/a.ts',
      "import * as core from '@marketops/core';",
    ],
    ['who wants the like of another', 'adapters/system/src/a.ts', both.replace('core', 'log')],
  ])('is not wanted where it is imported by %s', (_who, path, text) => {
    expect(offering(path, text)).toEqual([
      expect.stringMatching(/^domain\/core\/src\/index\.ts:1: no other package imports dim /),
      expect.stringMatching(/imports Lamp of domain\/core; take it out of the list/),
    ]);
  });

  it('is asked of every index that others can reach, and of no other', () => {
    const more = {
      'domain/core/package.json': JSON.stringify({
        name: '@marketops/core',
        exports: { './more': './test/more/index.ts' },
      }),
      'domain/core/test/more/index.ts': "export { spare } from './spare.ts';\n",
    };
    const files = { ...manifests, ...more, 'domain/core/src/index.ts': lamp };
    expect(complaints(offerRule, files)).toEqual([
      expect.stringContaining('domain/core/test/more/index.ts:1: no other package imports spare'),
    ]);
  });

  it.each([
    ["import * as core from '@marketops/core';"],
    ["export * from '@marketops/core';"],
    ["const core = await import('@marketops/core');"],
    ["const { dim, ...rest } = await import('@marketops/core');"],
    ["type Core = typeof import('@marketops/core');"],
    ["import core = require('@marketops/core');"],
  ])('is taken by name: %s is not', (text) => {
    const files = { ...manifests, 'domain/log/src/a.ts': `\n${text}\n` };
    expect(complaints(namedImportRule, files)).toEqual([
      expect.stringMatching(/^domain\/log\/src\/a\.ts:2: takes all of @marketops\/core; name what/),
    ]);
  });

  it('may be imported whole where it is not of the house', () => {
    const files = { ...manifests, 'domain/log/src/a.ts': "import * as fs from 'node:fs';\n" };
    expect(complaints(namedImportRule, files)).toEqual([]);
  });
});
