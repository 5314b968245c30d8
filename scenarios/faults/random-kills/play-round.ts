// SPDX-License-Identifier: Apache-2.0
// One round of random kills: operations of every kind at once, and a process that is killed again and
// again at instants that nobody chose. At the end it is left alone until everything is settled.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationKind } from '@marketops/core';
import { LogWitness } from '../cell/log-witness.ts';
import { readAppliedWrites, readStanding, untilNothingIsLate } from '../cell/read-standing.ts';
import { readStoreAccounts, type StoreAccount } from '../cell/store-account.ts';
import { effectsOf } from '../judge/approved-effects.ts';
import { judge } from '../judge/judge.ts';
import type { Standing } from '../judge/standing.ts';
import type { Verdict } from '../judge/verdict.ts';
import { PublisherChild } from '../process/publisher-child.ts';
import { prepareGround, type Ground } from '../setup/ground.ts';
import { orderOnGround } from '../setup/order-on-ground.ts';
import { homePaths } from '../setup/publisher-home.ts';
import { SeededEntropy } from '@marketops/testkit';

/** What a round is played with. */
export interface RoundSpec {
  readonly seed: string;
  /** Kills at most. */
  readonly killsMax: number;
  readonly compileCache: string;
}

/** A round that is over. */
export interface PlayedRound {
  readonly seed: string;
  readonly kills: number;
  readonly verdicts: readonly (Verdict & { readonly kind: OperationKind })[];
}

const kinds: readonly OperationKind[] = [
  'publish_release',
  'tag_repo',
  'open_pr',
  'publish_release',
  'open_pr',
  'tag_repo',
];
/** GitHub takes its time, so that there are instants between a request and its answer. */
const latency = { apiMs: 12, uploadMs: 20 };
/** From the beginning of the work to the latest kill. */
const killWithinMs = 1_200;
const startsMax = 6;

/** Plays a round and judges every operation of it. */
export async function playRound(spec: RoundSpec): Promise<PlayedRound> {
  const ground = await prepareGround({
    kinds,
    seed: spec.seed,
    appKey: null,
    settings: { latency },
  });
  try {
    const before = await readStanding(ground.emulator);
    const witness = new LogWitness(ground.emulator, homePaths(ground.folder).store);
    const kills = await killAtRandom(ground, spec);
    const finished = await finish(ground, spec);
    witness.close();
    await untilNothingIsLate(ground.emulator);
    const verdicts = await judgeAll(ground, { before, finished, unannounced: witness.unannounced });
    return { seed: spec.seed, kills, verdicts };
  } finally {
    await ground.close();
  }
}

async function killAtRandom(ground: Ground, spec: RoundSpec): Promise<number> {
  const entropy = new SeededEntropy(`${spec.seed}/kills`);
  let kills = 0;
  while (kills < spec.killsMax) {
    const child = await start(ground, spec);
    await child.begun;
    await Promise.race([sleep(fraction(entropy) * killWithinMs), child.ended]);
    child.kill();
    const { signal } = await child.ended;
    if (signal !== 'SIGKILL') break;
    kills += 1;
  }
  return kills;
}

/** Lets the publisher work undisturbed; false where it did not settle everything. */
async function finish(ground: Ground, spec: RoundSpec): Promise<boolean> {
  for (let starts = 0; starts < startsMax; starts += 1) {
    const accounts = await accountsOf(ground);
    if (accounts.every(({ ending }) => ending.kind === 'ended')) return true;
    const child = await start(ground, spec);
    const { outcomes, complaint } = await child.ended;
    if (outcomes === null) throw new Error(`the publisher broke: ${complaint}`);
  }
  return (await accountsOf(ground)).every(({ ending }) => ending.kind === 'ended');
}

interface RoundEvidence {
  readonly before: Standing;
  readonly finished: boolean;
  readonly unannounced: readonly string[];
}

async function judgeAll(
  ground: Ground,
  { before, finished, unannounced }: RoundEvidence,
): Promise<PlayedRound['verdicts']> {
  const { emulator, operations } = ground;
  const after = await readStanding(emulator);
  const accounts = await accountsOf(ground);
  return operations.flatMap((operation, index) => {
    const account = accounts[index];
    if (account === undefined) return [];
    const { ending, log } = account;
    const verdict = judge({
      approved: effectsOf(operation),
      before,
      after,
      writes: readAppliedWrites(emulator),
      foreignRefs: [],
      // Operations share an account here: what is whose is told by tag and branch alone.
      publisherLogins: [],
      ending: finished ? ending : { kind: 'hung' },
      log: { ...log, unannounced },
      tampering: false,
      mustSucceed: true,
    });
    return [{ ...verdict, kind: operation.kind }];
  });
}

function accountsOf({ folder, operations, clock }: Ground): Promise<readonly StoreAccount[]> {
  return readStoreAccounts(homePaths(folder).store, operations, clock);
}

function start(ground: Ground, { seed, compileCache }: RoundSpec): Promise<PublisherChild> {
  const order = orderOnGround(ground, { seed, waits: 'short' });
  return PublisherChild.start({ compileCache, order });
}

/** From 0 to just below 1. */
function fraction(entropy: SeededEntropy): number {
  return entropy.bytes(4).reduce((value, byte) => value * 256 + byte, 0) / 2 ** 32;
}
