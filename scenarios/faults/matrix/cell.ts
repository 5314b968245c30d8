// SPDX-License-Identifier: Apache-2.0
// A cell of the matrix and its name, OPERATION/CALL/FAULT/KILL, from which its seed follows.
import { createHash } from 'node:crypto';
import type { FaultKind } from './fault-kind.ts';
import type { Kill } from './kill.ts';
import type { WriteCall } from './write-call.ts';

/** One cell of the matrix. */
export interface Cell {
  readonly call: WriteCall;
  readonly fault: FaultKind;
  readonly kill: Kill;
}

const seedDigits = 12;

/** The name of a cell, as `--only` takes it. */
export function cellName({ call, fault, kill }: Cell): string {
  return `${call.operation}/${call.name}/${fault.name}/${kill}`;
}

/** The seed of a cell: everything in it that looks random follows from it. */
export function cellSeed(cell: Cell): string {
  return createHash('sha256').update(cellName(cell)).digest('hex').slice(0, seedDigits);
}
