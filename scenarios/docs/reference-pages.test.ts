// SPDX-License-Identifier: Apache-2.0
// Goal: the pages about the fault matrix and the benchmarks name commands that exist, and every verdict.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBenchRequest } from '../bench/command-line.ts';
import { readFaultsRequest } from '../faults/command-line.ts';
import { DEFECTS, RIGHT_VERDICTS } from '../faults/judge/verdict.ts';
import { cellNamed, wholeMatrix } from '../faults/matrix/matrix.ts';

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
});
