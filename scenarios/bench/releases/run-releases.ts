// SPDX-License-Identifier: Apache-2.0
// Runs cases: every subject on the same files, one after the other, never two at once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPeers, type PeerPresence } from '../../faults/peers/found-peers.ts';
import { installPeers } from '../../faults/peers/side-package.ts';
import type { ReleaseCase } from './release-case.ts';
import {
  middleRun,
  ratioToGh,
  type CaseReport,
  type MarketopsFigures,
  type SubjectFigures,
} from '../bench-report.ts';
import { measureIdle, measureMarketops } from './marketops-subject.ts';
import { BenchError, type MeasuredRun } from './measured-run.ts';
import { writePayload, type PayloadFile } from './payload.ts';
import { measurePeer } from './peer-subject.ts';

/** Publishes every chosen case with every subject. */
export async function runReleases(
  chosen: readonly ReleaseCase[],
  tell: (line: string) => void,
): Promise<readonly CaseReport[]> {
  if (chosen.length === 0) return [];
  const notInstalled = await installPeers();
  if (notInstalled !== null) tell(`the side package: ${notInstalled}`);
  const peers = await findPeers();
  const cases: CaseReport[] = [];
  for (const releaseCase of chosen) cases.push(await runCase(releaseCase, peers, tell));
  return cases;
}

async function runCase(
  releaseCase: ReleaseCase,
  peers: readonly PeerPresence[],
  tell: (line: string) => void,
): Promise<CaseReport> {
  const folder = await mkdtemp(join(tmpdir(), 'marketops-bench-'));
  const { name, runs } = releaseCase;
  try {
    const payload = await writePayload(folder, releaseCase);
    const compileCache = join(folder, 'compiled');
    const idleRssBytes = await measureIdle(compileCache);
    const marketops = await repeat(runs, async () => {
      const run = await measureMarketops(payload, compileCache);
      tell(line(name, 'marketops', run));
      return run;
    });
    const figures: MarketopsFigures = { ...marketops, idleRssBytes };
    const measured: { [subject: string]: SubjectFigures } = {};
    for (const presence of peers) {
      measured[presence.peer.name] = await measureWhoIsHere(presence, { runs, payload }, (run) =>
        tell(line(name, presence.peer.name, run)),
      );
    }
    return {
      name,
      subjects: { ...measured, marketops: figures },
      ratioToGh: ratioToGh(marketops, measured['gh']),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureWhoIsHere(
  { peer, version }: PeerPresence,
  { runs, payload }: { readonly runs: number; readonly payload: readonly PayloadFile[] },
  tell: (run: MeasuredRun) => void,
): Promise<SubjectFigures> {
  if (version === null) return { absent: 'not installed' };
  try {
    return await repeat(runs, async () => {
      const run = await measurePeer(peer, payload);
      tell(run);
      return run;
    });
  } catch (error) {
    if (error instanceof BenchError) return { absent: error.message };
    throw error;
  }
}

async function repeat<T extends MeasuredRun>(runs: number, run: () => Promise<T>): Promise<T> {
  const first = await run();
  const measured: [T, ...T[]] = [first];
  while (measured.length < runs) measured.push(await run());
  return middleRun(measured);
}

function line(name: string, subject: string, run: MeasuredRun & { workMs?: number }): string {
  const { wallMs, workMs, peakRssBytes, requests } = run;
  const work = workMs === undefined ? '' : ` (${Math.round(workMs)} ms of it work)`;
  const mebibytes = Math.round(peakRssBytes / 2 ** 20);
  return `${name}: ${subject} ${Math.round(wallMs)} ms${work}, ${requests} requests, ${mebibytes} MiB`;
}
