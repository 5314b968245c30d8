// SPDX-License-Identifier: Apache-2.0
// Plays one cell: a GitHub, a home, processes that meet the fault and are killed as the cell says,
// and people who start again what has stopped. Then the evidence goes to the judge.
import { effectsOf } from '../judge/approved-effects.ts';
import type { Evidence } from '../judge/evidence.ts';
import { judge } from '../judge/judge.ts';
import type { Verdict } from '../judge/verdict.ts';
import { cellSeed, type Cell } from '../matrix/cell.ts';
import type { FaultGround } from '../matrix/fault-kind.ts';
import { baseFullName } from '../setup/base-repository.ts';
import { homePaths } from '../setup/publisher-home.ts';
import {
  prepareGround,
  publisherLogins,
  tokenName,
  type AppKey,
  type Ground,
} from '../setup/ground.ts';
import { FaultPoint } from './fault-point.ts';
import { LogWitness } from './log-witness.ts';
import { playProcesses } from './play-processes.ts';
import { readAppliedWrites, readStanding, untilNothingIsLate } from './read-standing.ts';
import { readStoreAccounts, type StoreAccount } from './store-account.ts';

/** What every cell of a run is played with. */
export interface CellSettings {
  readonly appKey: AppKey;
  readonly compileCache: string;
  /** The entry of the publisher process; the product's own unless a test plants another. */
  readonly entry?: URL;
  /** The flaw that such an entry plants. */
  readonly flaw?: string;
}

/** A cell that was played. */
export interface PlayedCell extends Verdict {
  readonly cell: Cell;
  readonly seed: string;
  readonly wallMs: number;
  /** The evidence, for whoever wants to know more. */
  readonly evidence: Evidence;
}

/** Plays a cell and judges it. */
export async function runCell(cell: Cell, settings: CellSettings): Promise<PlayedCell> {
  const begunMs = performance.now();
  const seed = cellSeed(cell);
  const appKey = cell.fault.credential === 'app' ? settings.appKey : null;
  const ground = await prepareGround({ kinds: [cell.call.operation], seed, appKey });
  try {
    const evidence = await play(cell, ground, settings);
    const wallMs = Math.round(performance.now() - begunMs);
    return { cell, seed, wallMs, evidence, ...judge(evidence) };
  } finally {
    await ground.close();
  }
}

async function play(cell: Cell, ground: Ground, settings: CellSettings): Promise<Evidence> {
  const { emulator, folder, clock } = ground;
  const [operation] = ground.operations;
  if (operation === undefined) throw new TypeError('a cell has one operation');
  const before = await readStanding(emulator);
  const witness = new LogWitness(emulator, homePaths(folder).store);
  const faultGround: FaultGround = {
    call: cell.call,
    operation,
    fullName: baseFullName,
    otherOid: ground.base.commit,
    tokenName,
  };
  if (cell.call.provocation !== null) emulator.addFault(cell.call.provocation);
  for (const rule of cell.fault.rules(faultGround)) emulator.addFault(rule);
  const point = new FaultPoint(cell, emulator);
  const account = async (): Promise<StoreAccount> => {
    const [found] = await readStoreAccounts(homePaths(folder).store, [operation], clock);
    if (found === undefined) throw new TypeError('the store says nothing of the operation');
    return found;
  };
  const finished = await playProcesses({ cell, ground, settings, point, account });
  witness.close();
  await untilNothingIsLate(emulator);
  const { ending, log } = await account();
  return {
    approved: effectsOf(operation),
    before,
    after: await readStanding(emulator),
    writes: readAppliedWrites(emulator),
    foreignRefs: foreignRefs(cell, faultGround),
    publisherLogins,
    ending: finished ? ending : { kind: 'hung' },
    log: { ...log, unannounced: witness.unannounced },
    tampering: cell.fault.tampering,
    mustSucceed: cell.fault.mustSucceed(cell.call),
  };
}

/** The references that the fault has somebody else set. */
function foreignRefs({ fault }: Cell, ground: FaultGround): readonly string[] {
  return fault.rules(ground).flatMap(({ fault: { kind, ...rest } }) => {
    if (kind !== 'foreign_change' || !('change' in rest)) return [];
    const { change } = rest;
    if (change.act === 'set_ref') return [change.ref];
    return change.act === 'commit_file' ? [`refs/heads/${change.branch}`] : [];
  });
}
