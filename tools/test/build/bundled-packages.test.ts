// SPDX-License-Identifier: Apache-2.0
// Goal: the notices name every package that a program has parts of, with its terms word for word, and a
// package that does not state its terms goes into no program.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledPackages } from '../../build/bundled-packages.ts';
import { thirdPartyNotices } from '../../build/third-party-notices.ts';
import { repositoryRoot, type Planted } from '../planted-tree.ts';
import { emptyFolder, plant } from './planted-sources.ts';

const manifest = (name: string, more: object) =>
  JSON.stringify({ name, version: '1.2.3', ...more });

function packagesOf(files: Planted, ...paths: readonly string[]) {
  const folder = plant(emptyFolder(), files);
  return bundledPackages(paths.map((path) => join(folder, path)));
}

const complete = {
  'node_modules/plain/package.json': manifest('plain', { license: 'MIT' }),
  'node_modules/plain/LICENSE': 'terms of plain\r\nin two lines\r\n',
  'node_modules/plain/NOTICE.txt': 'notice of plain\n',
  'node_modules/@scope/inner/package.json': manifest('@scope/inner', { license: '0BSD' }),
  'node_modules/@scope/inner/licence.md': 'terms of inner\n',
};

describe('bundled packages', () => {
  it('are those that sources come from, each once, in their order', () => {
    const paths = ['node_modules/plain/a.js', 'node_modules/plain/lib/b.js', 'src/main.ts'];
    const found = packagesOf(complete, ...paths, 'node_modules/@scope/inner/dist/c.mjs');
    expect(found).toEqual([
      { name: '@scope/inner', version: '1.2.3', license: '0BSD', terms: ['terms of inner'] },
      {
        name: 'plain',
        version: '1.2.3',
        license: 'MIT',
        terms: ['terms of plain\nin two lines', 'notice of plain'],
      },
    ]);
  });

  it('are told apart where one lies inside another', () => {
    const nested = 'node_modules/plain/node_modules/@scope/inner';
    const files = {
      ...complete,
      [`${nested}/package.json`]: manifest('@scope/inner', { version: '2.0.0', license: 'MIT' }),
      [`${nested}/LICENSE`]: 'other terms',
    };
    const found = packagesOf(files, `${nested}/c.js`);
    expect(found.map(({ name, version }) => [name, version])).toEqual([['@scope/inner', '2.0.0']]);
  });

  it.each([
    [
      'without a licence text',
      {
        'node_modules/silent/package.json': manifest('silent', { license: 'MIT' }),
        'node_modules/silent/NOTICE': 'a notice is no licence',
      },
      'found no licence text in the bundled package silent 1.2.3',
    ],
    [
      'without a licence field',
      {
        'node_modules/silent/package.json': manifest('silent', {}),
        'node_modules/silent/LICENSE': 'terms',
      },
      'found no field "license" in its package.json in the bundled package silent',
    ],
    [
      'whose terms are known for another version alone',
      {
        'node_modules/silent/package.json': manifest('@cedar-policy/cedar-wasm', {
          license: 'Apache-2.0',
        }),
      },
      'found no licence text in the bundled package @cedar-policy/cedar-wasm 1.2.3',
    ],
  ])('are refused %s', (_what, files, message) => {
    expect(() => packagesOf(files, 'node_modules/silent/index.js')).toThrow(message);
  });

  it('have the terms of their repository where they are published without', () => {
    const source = join(repositoryRoot, 'node_modules/@cedar-policy/cedar-wasm/nodejs/x.js');
    const [cedar] = bundledPackages([source]);
    expect(cedar?.terms).toEqual([
      'Copyright Cedar Contributors',
      expect.stringContaining('Apache License\n                           Version 2.0'),
    ]);
  });
});

describe('the notices', () => {
  it('name each package and quote its terms', () => {
    const page = thirdPartyNotices(packagesOf(complete, 'node_modules/plain/a.js'));
    expect(page).toContain(
      '\n## plain 1.2.3\n\nLicence: MIT\n\n~~~~text\nterms of plain\nin two lines\n~~~~\n\n~~~~text\n' +
        'notice of plain\n~~~~\n',
    );
  });
});
