// SPDX-License-Identifier: Apache-2.0
// Runs what the command was asked for and prints it: results on standard output, progress on
// standard error.
import process from 'node:process';
import { UsageError, type FaultsRequest } from '../command-line.ts';
import { cellNamed, sampleOf, wholeMatrix } from '../matrix/matrix.ts';
import type { Cell } from '../matrix/cell.ts';
import { cellLine, matrixReport, matrixSummary, matrixTable } from '../report/matrix-report.ts';
import { playMatrix } from './play-matrix.ts';

/** Runs a request; false where a defect was found. */
export async function runFaults(request: FaultsRequest): Promise<boolean> {
  const { run } = request;
  switch (run.kind) {
    case 'matrix':
      return runMatrix(wholeMatrix(), request);
    case 'sample':
      return runMatrix(sampleOf(wholeMatrix()), request);
    case 'only':
      return runMatrix([requiredCell(run.name)], request);
    case 'peers':
    case 'random_kills':
    case 'storm':
      return false;
  }
}

function requiredCell(name: string): Cell {
  const cell = cellNamed(wholeMatrix(), name);
  if (cell !== undefined) return cell;
  throw new UsageError(`--only: expected OPERATION/CALL/FAULT/KILL of a cell, found ${name}`);
}

async function runMatrix(
  cells: readonly Cell[],
  { json, lanes }: Pick<FaultsRequest, 'json' | 'lanes'>,
): Promise<boolean> {
  const played = await playMatrix(cells, { lanes, tell: cellTeller(cells.length) });
  const report = matrixReport(played);
  process.stdout.write(
    json
      ? `${JSON.stringify(report, null, 2)}\n`
      : `${matrixTable(played)}\n\n${matrixSummary(report)}\n`,
  );
  return report.defects === 0;
}

function cellTeller(total: number): (played: Parameters<typeof cellLine>[0]) => void {
  let over = 0;
  return (played) => {
    over += 1;
    process.stderr.write(`${over}/${total} ${cellLine(played)}\n`);
  };
}
