// SPDX-License-Identifier: Apache-2.0
// What a run of the matrix is reported as, for programs and for people.
import type { PlayedCell } from '../cell/run-cell.ts';
import { cellName } from '../matrix/cell.ts';
import { KILLS } from '../matrix/kill.ts';
import { isDefect, type VerdictName } from '../judge/verdict.ts';

/** A cell that came out wrong, with what plays it again. */
export interface FailingCell {
  readonly operation: string;
  readonly call: string;
  readonly fault: string;
  readonly kill: string;
  readonly verdict: VerdictName;
  readonly seed: string;
  readonly why: string;
}

/** A run of the matrix. */
export interface MatrixReport {
  readonly cells: number;
  readonly defects: number;
  readonly byVerdict: Readonly<Partial<Record<VerdictName, number>>>;
  /** Cells that came right because people were told to look: somebody else had tampered. */
  readonly leftToPeople: number;
  readonly failing: readonly FailingCell[];
}

/** Sums a run up. */
export function matrixReport(played: readonly PlayedCell[]): MatrixReport {
  const failing = played.filter(isDefect).map(failingCell);
  return {
    cells: played.length,
    defects: failing.length,
    byVerdict: countBy(played),
    leftToPeople: played.filter(({ leftToPeople }) => leftToPeople).length,
    failing,
  };
}

/** One line a fault of each call: what every kill came to. */
export function matrixTable(played: readonly PlayedCell[]): string {
  const rows = Map.groupBy(
    played,
    ({ cell: { call, fault } }) => `${call.operation}/${call.name}/${fault.name}`,
  );
  const width = Math.max(0, ...[...rows.keys()].map((name) => name.length));
  const head = ['', ...KILLS].map((name, index) => pad(name, index === 0 ? width : columnWidth));
  const lines = [...rows].map(([name, cells]) =>
    [pad(name, width), ...KILLS.map((kill) => pad(markOf(cells, kill), columnWidth))].join('  '),
  );
  return [head.join('  '), ...lines].map((line) => line.trimEnd()).join('\n');
}

/** The last lines: how many cells, how many of each verdict, and what to run again. */
export function matrixSummary({
  cells,
  defects,
  byVerdict,
  leftToPeople,
  failing,
}: MatrixReport): string {
  const counts = Object.entries(byVerdict).map(([verdict, count]) => `  ${count}  ${verdict}`);
  const people = leftToPeople === 0 ? [] : [`  (${leftToPeople} of them left to people)`];
  const again = failing.map(
    ({ operation, call, fault, kill, verdict, seed, why }) =>
      `${verdict}: ${why}\n  npm run faults -- --only ${operation}/${call}/${fault}/${kill}  (seed ${seed})`,
  );
  return [`${cells} cells, ${defects} defects`, ...counts, ...people, ...again].join('\n');
}

/** One line about a cell that is over. */
export function cellLine({ cell, verdict, why, wallMs, seed }: PlayedCell): string {
  return `${cellName(cell)}: ${verdict} (${why}) ${wallMs} ms, seed ${seed}`;
}

const columnWidth = 'second_replica'.length;
const shortNames: Readonly<Partial<Record<VerdictName, string>>> = {
  'one right result': 'right',
  'refused, nothing public': 'refused',
};

function markOf(cells: readonly PlayedCell[], kill: string): string {
  const played = cells.find(({ cell }) => cell.kill === kill);
  return played === undefined ? '' : (shortNames[played.verdict] ?? played.verdict.toUpperCase());
}

function failingCell({ cell, verdict, why, seed }: PlayedCell): FailingCell {
  const { call, fault, kill } = cell;
  return {
    operation: call.operation,
    call: call.name,
    fault: fault.name,
    kill,
    verdict,
    seed,
    why,
  };
}

function countBy(played: readonly PlayedCell[]): MatrixReport['byVerdict'] {
  const groups = Map.groupBy(played, ({ verdict }) => verdict);
  return Object.fromEntries([...groups].map(([verdict, cells]) => [verdict, cells.length]));
}

function pad(text: string, width: number): string {
  return text.padEnd(width);
}
