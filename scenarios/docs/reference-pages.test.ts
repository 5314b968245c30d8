// SPDX-License-Identifier: Apache-2.0
// Goal: the pages about the fault matrix and the benchmarks name commands that exist, and every verdict.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBenchRequest } from '../bench/command-line.ts';
import { readFaultsRequest } from '../faults/command-line.ts';
import { DEFECTS, RIGHT_VERDICTS } from '../faults/judge/verdict.ts';
import { cellNamed, sampleOf, wholeMatrix } from '../faults/matrix/matrix.ts';
import { peerMatrix } from '../faults/peers/peer-matrix.ts';
import { nameIn, tableRows } from './page-tables.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = (name: string) => readFileSync(join(docs, name), 'utf8');

/** The words after `npm run --silent NAME --` of every such line of a page. */
function wordsOf(text: string, name: string): readonly (readonly string[])[] {
  const line = new RegExp(`^npm run --silent ${name}(?: --(?= ))?([^#\\n]*)`, 'gm');
  return [...text.matchAll(line)].map(([, words = '']) =>
    [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
  );
}

describe('the page about the fault matrix', () => {
  const text = page('fault-matrix.md');

  it('names commands that can be given, and a cell that exists', () => {
    const requests = wordsOf(text, 'faults').map(readFaultsRequest);
    const kinds = ['matrix', 'matrix', 'sample', 'only', 'random_kills', 'storm', 'peers'];
    expect(requests.map(({ run }) => run.kind)).toEqual(kinds);
    const only = requests.flatMap(({ run }) => (run.kind === 'only' ? [run.name] : []));
    for (const name of only) expect(cellNamed(wholeMatrix(), name), name).toBeDefined();
  });

  it('tells how many cells there are, of each operation, in the sample and for peers', () => {
    const cells = wholeMatrix();
    const byKind = Map.groupBy(cells, ({ call }) => call.operation);
    const words = text.replaceAll(/\s+/g, ' ');
    expect(words).toContain(`There are ${cells.length.toLocaleString('en')} cells`);
    for (const [kind, own] of byKind) expect(words).toContain(`${own.length} of \`${kind}\``);
    expect(words).toContain(`The sample has ${sampleOf(cells).length}`);
    expect(words).toContain(`those ${peerMatrix().length} cells of \`publish_release\``);
  });

  it('explains every verdict', () => {
    const explained = [...text.matchAll(/^\| `([a-z, ]+)` \|/gm)].map(([, verdict]) => verdict);
    expect(explained).toEqual([...RIGHT_VERDICTS, ...DEFECTS]);
  });
});

describe('the page about benchmarks', () => {
  it('names commands that can be given', () => {
    const requests = wordsOf(page('benchmarks.md'), 'bench').map(readBenchRequest);
    expect(requests.length).toBeGreaterThan(1);
    const [all] = requests;
    expect(all?.releases).toHaveLength(3);
  });

  it('lists every case, and the rounds of those beside the peers', () => {
    const text = page('benchmarks.md');
    const [everything] = [['--deep']].map(readBenchRequest);
    const rounds = tableRows(text, 'case').map(([name, , count]) => [nameIn(name), Number(count)]);
    expect(rounds).toEqual(everything?.releases.map(({ name, runs }) => [name, runs]));
    const alone = tableRows(text.slice(text.indexOf('## What has no peer')), 'case');
    expect(alone.map(([name]) => nameIn(name))).toEqual(
      everything?.measures.map(({ name }) => name),
    );
  });
});
