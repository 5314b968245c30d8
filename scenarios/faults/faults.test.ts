// SPDX-License-Identifier: Apache-2.0
// Goal: the sample of the matrix has no defect, with real processes and real kills; and publishers
// with planted flaws are found out by the same matrix.
import { describe, expect, it } from 'vitest';
import { cellName, type Cell } from './matrix/cell.ts';
import { cellNamed, sampleOf, wholeMatrix } from './matrix/matrix.ts';
import { matrixReport, matrixSummary } from './report/matrix-report.ts';
import { playMatrix } from './run/play-matrix.ts';

const lanes = 4;
const sampleMsMax = 110_000;
const flawedEntry = new URL('test/flawed-publisher-process.ts', import.meta.url);

function cellsNamed(...names: readonly string[]): readonly Cell[] {
  const whole = wholeMatrix();
  return names.flatMap((name) => cellNamed(whole, name) ?? []);
}

describe('the sample of the matrix', () => {
  it(
    'has no defect',
    async () => {
      const sample = sampleOf(wholeMatrix());
      const played = await playMatrix(sample, { lanes, tell: () => undefined });
      const report = matrixReport(played);
      expect(report.defects, matrixSummary(report)).toBe(0);
      expect(played.map(({ cell }) => cellName(cell))).toEqual(sample.map(cellName));
    },
    sampleMsMax,
  );
});

describe('a publisher with a flaw', () => {
  it.each([
    ['creates_blindly_again', 'publish_release/create_draft/applied_unanswered/none', 'lost'],
    ['opens_blindly_again', 'open_pr/create_pull_request/applied_unanswered/none', 'duplicate'],
    ['deletes_what_failed_to_publish', 'publish_release/publish/applied_502/none', 'deleted'],
    [
      'trusts_what_it_sent',
      'publish_release/upload_first/stored_bytes_altered/none',
      'wrong bytes',
    ],
    ['clears_every_draft', 'publish_release/publish/no_fault/none', 'deleted'],
    ['leaves_the_latest_as_it_is', 'publish_release/publish/no_fault/none', 'wrong bytes'],
    ['tags_once_more', 'tag_repo/create_tag_ref/no_fault/none', 'wrong bytes'],
  ])('%s is found out', async (flaw, name, verdict) => {
    const cells = cellsNamed(name);
    const [played] = await playMatrix(cells, {
      lanes: 1,
      tell: () => undefined,
      entry: flawedEntry,
      flaw,
    });
    expect(played).toMatchObject({ verdict });
  });

  it('is none without its fault', async () => {
    const cells = cellsNamed('publish_release/publish/no_fault/none');
    const [played] = await playMatrix(cells, {
      lanes: 1,
      tell: () => undefined,
      entry: flawedEntry,
      flaw: 'trusts_what_it_sent',
    });
    expect(played).toMatchObject({ verdict: 'one right result' });
  });
});
