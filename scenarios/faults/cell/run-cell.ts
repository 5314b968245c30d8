// SPDX-License-Identifier: Apache-2.0
// Plays one cell: a GitHub, a home, processes that meet the fault and are killed as the cell says,
// and people who start again what has stopped. Then the evidence goes to the judge.
import { setTimeout as sleep } from 'node:timers/promises';
import { effectsOf } from '../judge/approved-effects.ts';
import type { AppliedWrite, Evidence } from '../judge/evidence.ts';
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
  type CellGround,
} from './cell-ground.ts';
import { FaultPoint } from './fault-point.ts';
import { LogWitness } from './log-witness.ts';
import { playProcesses } from './play-processes.ts';
import { readStanding } from './read-standing.ts';
import { readStoreAccount } from './store-account.ts';

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

const latePollMs = 20;

/** Plays a cell and judges it. */
export async function runCell(cell: Cell, settings: CellSettings): Promise<PlayedCell> {
  const begunMs = performance.now();
  const seed = cellSeed(cell);
  const { operation: kind } = cell.call;
  const { credential } = cell.fault;
  const { appKey } = settings;
  const ground = await prepareGround({ kind, seed, credential, appKey });
  try {
    const evidence = await play(cell, ground, settings);
    const wallMs = Math.round(performance.now() - begunMs);
    return { cell, seed, wallMs, evidence, ...judge(evidence) };
  } finally {
    await ground.close();
  }
}

async function play(cell: Cell, ground: CellGround, settings: CellSettings): Promise<Evidence> {
  const { emulator, operation, folder, clock } = ground;
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
  const account = (): ReturnType<typeof readStoreAccount> =>
    readStoreAccount(homePaths(folder).store, operation, clock);
  const finished = await playProcesses({ cell, ground, settings, point, account });
  witness.close();
  while (emulator.counters().lateCalls > 0) await sleep(latePollMs);
  const { ending, log } = await account();
  return {
    approved: effectsOf(operation),
    before,
    after: await readStanding(emulator),
    writes: appliedWrites(ground),
    foreignRefs: foreignRefs(cell, faultGround),
    publisherLogins,
    ending: finished ? ending : { kind: 'hung' },
    log: { ...log, unannounced: witness.unannounced },
    tampering: cell.fault.tampering,
    mustSucceed: cell.fault.mustSucceed(cell.call),
  };
}

function appliedWrites({ emulator }: CellGround): readonly AppliedWrite[] {
  return emulator
    .writeLog()
    .filter(({ applied }) => applied)
    .map(({ method, route, publicEffect, ids }) => ({ method, route, publicEffect, ids }));
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
