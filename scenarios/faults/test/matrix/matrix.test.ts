// SPDX-License-Identifier: Apache-2.0
// Goal: the matrix is as large as it has to be, its names are unique and found again, and the sample
// touches every row and every column.
import { OPERATION_KINDS } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { cellName, cellSeed } from '../../matrix/cell.ts';
import { FAULT_KINDS } from '../../matrix/fault-kinds.ts';
import { KILLS } from '../../matrix/kill.ts';
import { cellNamed, sampleOf, wholeMatrix } from '../../matrix/matrix.ts';
import { WRITE_CALLS } from '../../matrix/write-call.ts';

const cellsMin = 600;
const sampleMax = 45;
const whole = wholeMatrix();
const sample = sampleOf(whole);

describe('the matrix', () => {
  it('has at least 600 cells over the three operations', () => {
    expect(whole.length).toBeGreaterThanOrEqual(cellsMin);
    expect(new Set(whole.map(({ call }) => call.operation))).toEqual(new Set(OPERATION_KINDS));
  });

  it('names each cell once, and finds it by its name', () => {
    const names = whole.map(cellName);
    expect(new Set(names).size).toBe(whole.length);
    for (const cell of whole) expect(cellNamed(whole, cellName(cell))).toBe(cell);
    expect(cellNamed(whole, 'tag_repo/create_tag_ref/no_fault')).toBeUndefined();
  });

  it('gives each cell a seed of its own, the same each time', () => {
    expect(new Set(whole.map(cellSeed)).size).toBe(whole.length);
    expect(whole.map(cellSeed)).toEqual(wholeMatrix().map(cellSeed));
  });

  it('has every fault and every write', () => {
    expect(new Set(whole.map(({ fault }) => fault))).toEqual(new Set(FAULT_KINDS));
    expect(new Set(whole.map(({ call }) => call))).toEqual(new Set(WRITE_CALLS));
  });

  it('kills at each write of each operation, both ways', () => {
    for (const call of WRITE_CALLS) {
      const kills = new Set(whole.filter((cell) => cell.call === call).map(({ kill }) => kill));
      expect(kills).toEqual(new Set(KILLS));
    }
  });
});

describe('the sample', () => {
  it('touches every fault, every write and every kill of every operation', () => {
    expect(new Set(sample.map(({ fault }) => fault))).toEqual(new Set(FAULT_KINDS));
    expect(new Set(sample.map(({ call }) => call))).toEqual(new Set(WRITE_CALLS));
    for (const operation of OPERATION_KINDS) {
      const kills = sample.filter(({ call }) => call.operation === operation);
      expect(new Set(kills.map(({ kill }) => kill))).toEqual(new Set(KILLS));
    }
  });

  it('is small, and the same each time', () => {
    expect(sample.length).toBeLessThanOrEqual(sampleMax);
    expect(sampleOf(wholeMatrix()).map(cellName)).toEqual(sample.map(cellName));
  });
});
