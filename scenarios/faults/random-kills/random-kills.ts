// SPDX-License-Identifier: Apache-2.0
// Kills at random instants, until there were as many as asked for, and what came of it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDefect, type VerdictName } from '../judge/verdict.ts';
import { inLanes } from '../run/in-lanes.ts';
import { playRound, type PlayedRound } from './play-round.ts';

/** What is asked for. */
export interface RandomKills {
  readonly kills: number;
  readonly seed: string;
  readonly lanes: number;
  /** Hears of every round that is over. */
  readonly tell: (round: PlayedRound) => void;
}

/** An operation that came out wrong. */
export interface FailingOperation {
  readonly operation: string;
  readonly verdict: VerdictName;
  readonly why: string;
  readonly seed: string;
}

/** What came of it. */
export interface RandomKillsReport {
  readonly kills: number;
  readonly rounds: number;
  readonly operations: number;
  readonly defects: number;
  readonly byVerdict: Readonly<Partial<Record<VerdictName, number>>>;
  readonly failing: readonly FailingOperation[];
}

const killsARound = 10;

/** Kills as often as asked for, or a few times more. */
export async function killAtRandom({
  kills,
  seed,
  lanes,
  tell,
}: RandomKills): Promise<RandomKillsReport> {
  const compileCache = await mkdtemp(join(tmpdir(), 'marketops-compiled-'));
  const played: PlayedRound[] = [];
  const killsSoFar = (): number => played.reduce((total, round) => total + round.kills, 0);
  try {
    while (killsSoFar() < kills) {
      const left = kills - killsSoFar();
      const count = Math.min(lanes, Math.ceil(left / killsARound));
      const seeds = Array.from({ length: count }, (_, lane) => `${seed}/${played.length + lane}`);
      const rounds = await inLanes(seeds, lanes, async (roundSeed) => {
        const round = await playRound({
          seed: roundSeed,
          killsMax: Math.min(left, killsARound),
          compileCache,
        });
        tell(round);
        return round;
      });
      played.push(...rounds);
    }
  } finally {
    await rm(compileCache, { recursive: true, force: true });
  }
  return randomKillsReport(played);
}

/** Sums rounds up. */
function randomKillsReport(played: readonly PlayedRound[]): RandomKillsReport {
  const operations = played.flatMap(({ seed, verdicts }) =>
    verdicts.map((verdict) => ({ ...verdict, seed })),
  );
  const groups = Map.groupBy(operations, ({ verdict }) => verdict);
  const failing = operations
    .filter(isDefect)
    .map(({ kind, verdict, why, seed }) => ({ operation: kind, verdict, why, seed }));
  return {
    kills: played.reduce((total, { kills }) => total + kills, 0),
    rounds: played.length,
    operations: operations.length,
    defects: failing.length,
    byVerdict: Object.fromEntries([...groups].map(([verdict, found]) => [verdict, found.length])),
    failing,
  };
}

/** A few lines for people. */
export function randomKillsText(report: RandomKillsReport): string {
  const { kills, rounds, operations, defects, byVerdict, failing } = report;
  const counts = Object.entries(byVerdict).map(([verdict, count]) => `  ${count}  ${verdict}`);
  const wrong = failing.map(
    ({ operation, verdict, why, seed }) => `${verdict}: ${operation}, ${why} (seed ${seed})`,
  );
  const head = `${kills} kills in ${rounds} rounds over ${operations} operations: ${defects} defects`;
  return [head, ...counts, ...wrong].join('\n');
}
