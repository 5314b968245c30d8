// SPDX-License-Identifier: Apache-2.0
// Runs cases, round after round: in each one every subject once on the same files, never two at once,
// so that a machine that is busy for a while weighs on all of them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPeers, type PeerPresence } from '../../faults/peers/found-peers.ts';
import { installPeers } from '../../faults/peers/side-package.ts';
import type { ReleaseCase } from './release-case.ts';
import {
  ratioToGh,
  type CaseReport,
  type MarketopsFigures,
  type SubjectFigures,
} from '../bench-report.ts';
import { buildPublisher } from './built-publisher.ts';
import { measureIdle, measureMarketops, measureRunning } from './marketops-subject.ts';
import { BenchError, type MeasuredRun } from './measured-run.ts';
import { writePayload, type PayloadFile } from './payload.ts';
import { measurePeer } from './peer-subject.ts';
import { Series } from './series.ts';

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
    const publisher = await buildPublisher(folder);
    const idleRssBytes = await measureIdle(publisher);
    const marketops = new Series('marketops', () => measureMarketops(payload, publisher));
    const running = new Series('marketops, running', () => measureRunning(payload, publisher));
    const others = peers.map((presence) => seriesOf(presence, payload));
    for (let round = 0; round < runs; round += 1) {
      tell(line(name, marketops.name, await marketops.run()));
      tell(line(name, running.name, await running.run()));
      for (const peer of others) await runPeer(peer, (run) => tell(line(name, peer.name, run)));
    }
    const figures: MarketopsFigures = { ...marketops.middle, idleRssBytes };
    const measured: { [subject: string]: SubjectFigures } = {};
    for (const peer of others) measured[peer.name] = peer.figures;
    return {
      name,
      subjects: { ...measured, marketops: figures, [running.name]: running.middle },
      ratioToGh: ratioToGh(figures, measured['gh']),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function seriesOf({ peer, version }: PeerPresence, payload: readonly PayloadFile[]) {
  const series = new Series<MeasuredRun>(peer.name, () => measurePeer(peer, payload));
  if (version === null) series.absent = 'not installed';
  return series;
}

/** Runs a peer once more, unless it is not here or has failed before. */
async function runPeer(peer: Series<MeasuredRun>, tell: (run: MeasuredRun) => void): Promise<void> {
  if (peer.absent !== null) return;
  try {
    tell(await peer.run());
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    peer.absent = error.message;
  }
}

function line(name: string, subject: string, run: MeasuredRun & { workMs?: number }): string {
  const { wallMs, workMs, peakRssBytes, requests } = run;
  const work = workMs === undefined ? '' : ` (${Math.round(workMs)} ms of it work)`;
  const mebibytes = Math.round(peakRssBytes / 2 ** 20);
  return `${name}: ${subject} ${Math.round(wallMs)} ms${work}, ${requests} requests, ${mebibytes} MiB`;
}
