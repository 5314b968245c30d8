// SPDX-License-Identifier: Apache-2.0
// Goal: every link of the documents, and every place of the tree that they name, is there.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkedPaths, namedPlaces, tableRows } from './page-tables.ts';

const root = join(import.meta.dirname, '../..');
const documents = ['*.md', 'docs/**/*.md']
  .flatMap((glob) => globSync(glob, { cwd: root }))
  .toSorted();
const textOf = (document: string): string => readFileSync(join(root, document), 'utf8');

describe('the documents', () => {
  it('are found', () => {
    expect(documents).toContain('README.md');
    expect(documents).toContain('docs/reference/protocol.md');
  });

  it.each(documents)('%s links to what is there', (document) => {
    const folder = dirname(join(root, document));
    const gone = linkedPaths(textOf(document)).filter((path) => !existsSync(join(folder, path)));
    expect(gone).toEqual([]);
  });

  it.each(documents)('%s names places that are there', (document) => {
    const gone = namedPlaces(textOf(document)).filter((place) => isGone(place));
    expect(gone).toEqual([]);
  });

  it('would notice a place that is gone, and each of several', () => {
    const text = '| [x](y.md#z) | `domain/core/{src,gone}`, `tools/nowhere.ts` |';
    expect(namedPlaces(text).filter(isGone)).toEqual(['domain/core/gone', 'tools/nowhere.ts']);
    expect(linkedPaths(text)).toEqual(['y.md']);
  });

  it('name a test for every row of what is defended', () => {
    const rows = tableRows(textOf('docs/threat-model.md'), 'attack');
    expect(rows.length).toBeGreaterThan(0);
    for (const [attack, , places = ''] of rows) {
      expect(namedPlaces(places).length, attack).toBeGreaterThan(0);
    }
  });
});

function isGone(place: string): boolean {
  return globSync(place, { cwd: root }).length === 0;
}
