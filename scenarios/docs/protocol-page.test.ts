// SPDX-License-Identifier: Apache-2.0
// Goal: the page about the protocol lists every reason for an unknown outcome, constants at the value
// that is in force, and every kind of operation.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODES, OPERATION_KINDS, REASON_CODES, reasonEntry } from '@marketops/core';
import { PUBLISHER_OPTIONS_DEFAULT } from '@marketops/publisher';
import { describe, expect, it } from 'vitest';
import { nameIn, tableRows } from './page-tables.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/reference/protocol.md'), 'utf8');
const secondMs = 1_000;

/** Every constant in force, by name. */
const inForce = new Map<string, number | string>(Object.entries(PUBLISHER_OPTIONS_DEFAULT));

/** A value of the page: a count, or seconds as milliseconds. */
function valueOf(cell: string): number {
  const [, digits = '', unit] = /^(\d+)( s)?$/.exec(cell) ?? [];
  return Number(digits) * (unit === undefined ? 1 : secondMs);
}

describe('the page about the protocol', () => {
  it('lists exactly the codes of operations that end in an unknown outcome', () => {
    const codes = REASON_CODES.filter(
      (code) =>
        code.startsWith('operation.') && reasonEntry(code).exit === EXIT_CODES.outcomeUnknown,
    );
    const listed = tableRows(page, 'reason code').map(([code]) => nameIn(code));
    expect(listed.toSorted()).toEqual([...codes].toSorted());
  });

  it('tells constants at their value in force, the quarantine among them', () => {
    const told = tableRows(page, 'constant').map(([name, value = '']) => [
      nameIn(name),
      valueOf(value),
    ]);
    expect(told.map(([name]) => name)).toContain('quarantineMs');
    expect(told).toEqual(told.map(([name]) => [name, inForce.get(String(name))]));
  });

  it('lists the steps of every kind of operation', () => {
    const kinds = tableRows(page, 'operation').map(([kind]) => nameIn(kind));
    expect(kinds.toSorted()).toEqual([...OPERATION_KINDS].toSorted());
  });
});
