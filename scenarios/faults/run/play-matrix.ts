// SPDX-License-Identifier: Apache-2.0
// Plays many cells, a few at a time.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAppKey } from '../setup/ground.ts';
import { runCell, type CellSettings, type PlayedCell } from '../cell/run-cell.ts';
import type { Cell } from '../matrix/cell.ts';
import { inLanes } from './in-lanes.ts';

/** How cells are played. */
export interface MatrixPlay extends Pick<CellSettings, 'entry' | 'flaw'> {
  readonly lanes: number;
  /** Hears of every cell that is over. */
  readonly tell: (played: PlayedCell) => void;
}

/** Plays cells and gives them in their order. */
export async function playMatrix(
  cells: readonly Cell[],
  { lanes, tell, ...planted }: MatrixPlay,
): Promise<readonly PlayedCell[]> {
  const compileCache = await mkdtemp(join(tmpdir(), 'marketops-compiled-'));
  const settings: CellSettings = { appKey: makeAppKey(), compileCache, ...planted };
  try {
    return await inLanes(cells, lanes, async (cell) => {
      const played = await runCell(cell, settings);
      tell(played);
      return played;
    });
  } finally {
    await rm(compileCache, { recursive: true, force: true });
  }
}
