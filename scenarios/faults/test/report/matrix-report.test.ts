// SPDX-License-Identifier: Apache-2.0
// Goal: sums are right, a failing cell names what plays it again, and the table has a place for each.
import { describe, expect, it } from 'vitest';
import type { PlayedCell } from '../../cell/run-cell.ts';
import { cellName, cellSeed } from '../../matrix/cell.ts';
import { wholeMatrix } from '../../matrix/matrix.ts';
import { matrixReport, matrixSummary, matrixTable } from '../../report/matrix-report.ts';
import { tagEvidence } from '../judge/sample-evidence.ts';

function played(index: number, verdict: PlayedCell['verdict'], leftToPeople = false): PlayedCell {
  const cell = wholeMatrix()[index];
  if (cell === undefined) throw new RangeError(`there is no cell ${index}`);
  const why = 'because';
  return {
    cell,
    verdict,
    why,
    leftToPeople,
    seed: cellSeed(cell),
    wallMs: 5,
    evidence: tagEvidence,
  };
}

const cells = [
  played(0, 'one right result'),
  played(1, 'refused, nothing public', true),
  played(2, 'duplicate'),
];
const report = matrixReport(cells);
const duplicate = cells[2];

describe('the report', () => {
  it('counts', () => {
    expect(report).toMatchObject({
      cells: 3,
      defects: 1,
      leftToPeople: 1,
      byVerdict: { 'one right result': 1, 'refused, nothing public': 1, duplicate: 1 },
    });
  });

  it('names the failing cell and what plays it again', () => {
    const name = duplicate === undefined ? '' : cellName(duplicate.cell);
    const [failing] = report.failing;
    const { operation = '', call = '', fault = '', kill = '' } = failing ?? {};
    expect([operation, call, fault, kill].join('/')).toBe(name);
    expect(failing).toMatchObject({ verdict: 'duplicate', seed: duplicate?.seed });
    expect(matrixSummary(report)).toContain(`npm run faults -- --only ${name}`);
  });

  it('has a table with a line for each fault of a call, and defects in capitals', () => {
    const table = matrixTable(cells);
    expect(table).toContain('right');
    expect(table).toContain('DUPLICATE');
    expect(table.split('\n')[0]).toContain('second_replica');
  });
});
