// SPDX-License-Identifier: Apache-2.0
// Goal: whatever entry of ours is built runs away from its sources, finds what it reads, has the same
// bytes wherever it was built, and is refused where any of that would not hold.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../build/build-program.ts';
import { buildPlanted, emptyFolder, outputOf, plant } from './planted-sources.ts';

const reading = {
  'src/main.ts': `
    import { readFileSync } from 'node:fs';
    import { fileURLToPath } from 'node:url';
    import { join } from 'node:path';
    import { carried } from 'carrier';
    // — counted in UTF-16 units, not in bytes
    const folder: string = join(import.meta.dirname, '../data');
    const file = fileURLToPath(new URL('../notes/', import.meta.url)) + 'b.txt';
    const text = (path: string) => readFileSync(path, 'utf8');
    console.log(text(join(folder, 'a.txt')) + text(file) + carried());`,
  'data/a.txt': 'a',
  'notes/b.txt': 'b',
  'node_modules/carrier/package.json': '{ "name": "carrier", "type": "commonjs" }',
  'node_modules/carrier/index.js': `
    const named = typeof __filename === 'undefined' ? 'moved' : __filename;
    exports.carried = () => require('fs').readFileSync(\`\${__dirname}/c.txt\`, 'utf8') + named;`,
  'node_modules/carrier/c.txt': 'c',
};

const lazy = {
  'src/main.ts': `
    if (process.argv.includes('more')) console.log((await import('./more.ts')).more);
    else console.log(globalThis.process === undefined);`,
  'src/more.ts': `console.log('loaded'); export const more: number = 1;`,
};

/** Content by path of every file in the folder of a program. */
function contentOf(main: string): ReadonlyMap<string, string> {
  const folder = dirname(main);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return new Map(paths.map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]));
}

describe('a built program', () => {
  it('finds the files that its modules and its packages name', async () => {
    const { main } = await buildPlanted(reading);
    expect(outputOf(main)).toBe('abcmoved\n');
  });

  it('lists what it was made from', async () => {
    const { sources } = await buildPlanted(reading);
    const names = sources.map((path) => path.replace(/^.*\/marketops-build-[^/]+\//, ''));
    expect(names).toEqual(
      expect.arrayContaining(['src/main.ts', 'data', 'node_modules/carrier/index.js']),
    );
  });

  it('has the same bytes, whichever folder its sources lie in', async () => {
    const [one, other] = [await buildPlanted(reading), await buildPlanted(reading)];
    expect(dirname(one.main)).not.toBe(dirname(other.main));
    expect(contentOf(one.main)).toEqual(contentOf(other.main));
  });

  it('loads what is imported dynamically when it gets there', async () => {
    const { main } = await buildPlanted(lazy);
    expect(outputOf(main)).toBe('false\n');
    expect(outputOf(main, 'more')).toBe('loaded\n1\n');
    expect(readFileSync(main, 'utf8')).not.toContain('loaded');
  });
});

describe('a build is refused', () => {
  const naming = (place: string) => ({
    'src/main.ts': `import { join } from 'node:path';\nconsole.log(${place});`,
  });

  it.each([
    [
      'for a file that is not there',
      naming(`join(import.meta.dirname, 'a.txt')`),
      'does not exist',
    ],
    [
      'for a file outside of the repository',
      naming(`new URL('../../a.txt', import.meta.url)`),
      'lies outside of the repository',
    ],
    [
      'for code that would run from source',
      { ...naming(`new URL('other.ts', import.meta.url)`), 'src/other.ts': '' },
      'is code that would have to be built',
    ],
    [
      'for a file that npm does not pack',
      { ...naming(`join(import.meta.dirname, '../data')`), 'data/.gitignore': '' },
      'npm leaves out of packages',
    ],
    ['for a computed place', naming('join(import.meta.dirname, process.argv[2])'), 'main.ts:2'],
    ['for the place itself', naming('import.meta.url'), 'found import.meta in src/main.ts:2'],
    ['for a module that is not there', { 'src/main.ts': `import './gone.ts';` }, './gone.ts'],
    [
      'for a package that is not there',
      { 'src/main.ts': `import { gone } from 'gone'; console.log(gone);` },
      'gone',
    ],
    [
      'for a path of this machine in the code',
      { 'src/main.ts': `console.log('SOURCES');` },
      'of this machine in main.mjs',
    ],
  ])('%s', async (_what, files, found) => {
    const root = emptyFolder();
    const sources = Object.entries<string>(files).map(([path, text]) => [
      path,
      text.replaceAll('SOURCES', join(root, 'src')),
    ]);
    plant(root, Object.fromEntries(sources));
    const order = { root, entry: 'src/main.ts', folder: join(emptyFolder(), 'program') };
    await expect(buildProgram(order)).rejects.toThrow(
      expect.objectContaining({ name: 'Refusal', message: expect.stringContaining(found) }),
    );
    expect(existsSync(order.folder)).toBe(false);
  });

  it('for a folder that holds something', async () => {
    const folder = plant(emptyFolder(), { 'mine.txt': '' });
    const root = plant(emptyFolder(), lazy);
    const built = buildProgram({ root, entry: 'src/main.ts', folder });
    await expect(built).rejects.toThrow(/which holds something already; expected an empty folder/);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });
});
