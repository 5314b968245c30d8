// SPDX-License-Identifier: Apache-2.0
// The whole matrix, a sample of it that touches every row and every column, and single cells.
import { cellName, type Cell } from './cell.ts';
import { FAULT_KINDS } from './fault-kinds.ts';
import { WRITE_CALLS } from './write-call.ts';

/** Every cell, in the order of operations, calls, faults and kills. */
export function wholeMatrix(): readonly Cell[] {
  return WRITE_CALLS.flatMap((call) =>
    FAULT_KINDS.filter(({ meets }) => meets(call)).flatMap((fault) =>
      fault.kills.map((kill) => ({ call, fault, kill })),
    ),
  );
}

/**
 * A sample that touches every fault, every kill and every call: the cell that touches most of what
 * is still untouched comes first.
 */
export function sampleOf(cells: readonly Cell[]): readonly Cell[] {
  const untouched = new Set(cells.flatMap(touchedBy));
  const sample: Cell[] = [];
  while (untouched.size > 0) {
    const news = (cell: Cell): number =>
      touchedBy(cell).filter((name) => untouched.has(name)).length;
    const next = cells.reduce((best, cell) => (news(cell) > news(best) ? cell : best));
    for (const name of touchedBy(next)) untouched.delete(name);
    sample.push(next);
  }
  return sample;
}

function touchedBy({ call, fault, kill }: Cell): readonly string[] {
  const names = [`fault ${fault.name}`, `call ${call.operation}/${call.name}`, `kill ${kill}`];
  return [...names, `${call.operation} ${kill}`];
}

/** The cell of a name, or undefined. */
export function cellNamed(cells: readonly Cell[], name: string): Cell | undefined {
  return cells.find((cell) => cellName(cell) === name);
}
