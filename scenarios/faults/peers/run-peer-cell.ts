// SPDX-License-Identifier: Apache-2.0
// One cell with a peer in the publisher's place: the same GitHub, the same fault, the same judge. A
// peer that failed or was killed is started once more, as people and pipelines do.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishReleaseOperation } from '@marketops/core';
import { SeededEntropy } from '@marketops/testkit';
import { readAppliedWrites, readStanding, untilNothingIsLate } from '../cell/read-standing.ts';
import type { ApprovedEffects } from '../judge/approved-effects.ts';
import type { Ending, Evidence } from '../judge/evidence.ts';
import { judge } from '../judge/judge.ts';
import type { Verdict } from '../judge/verdict.ts';
import { cellName, cellSeed, type Cell } from '../matrix/cell.ts';
import { baseFullName } from '../setup/base-repository.ts';
import { prepareGround, publisherLogins, tokenName, type Ground } from '../setup/ground.ts';
import { smallAssets, type StagedAsset } from '../setup/staged-operation.ts';
import { lanternRelease, type Peer, type PeerRelease } from './peer.ts';
import { PeerPoint } from './peer-point.ts';
import { PeerProcess, type PeerEnd } from './peer-process.ts';
import { openWorkplace, type Workplace } from './peer-workplace.ts';

/** A cell that was played with a peer. */
export interface PlayedPeerCell extends Verdict {
  readonly peer: string;
  readonly cell: Cell;
  readonly seed: string;
  readonly wallMs: number;
}

/** Plays a cell with a peer and judges it. */
export async function runPeerCell(peer: Peer, cell: Cell): Promise<PlayedPeerCell> {
  const begunMs = performance.now();
  const seed = cellSeed(cell);
  const ground = await prepareGround({ kinds: ['publish_release'], seed, appKey: null });
  try {
    const verdict = judge(await play(peer, cell, ground));
    const wallMs = Math.round(performance.now() - begunMs);
    return { ...verdict, peer: peer.name, cell, seed, wallMs };
  } finally {
    await ground.close();
  }
}

async function play(peer: Peer, cell: Cell, ground: Ground): Promise<Evidence> {
  const { emulator, base } = ground;
  const assets = smallAssets(new SeededEntropy(cellName(cell)));
  const release = lanternRelease(base.commit);
  const workplace = await openWorkplace({
    peer,
    emulator,
    token: tokenOf(ground),
    release,
    place: (folder) => placeFiles(folder, assets),
  });
  try {
    const before = await readStanding(emulator);
    const ending = await runTwice(cell, ground, workplace);
    await untilNothingIsLate(emulator);
    return {
      approved: effects(release, assets),
      before,
      after: await readStanding(emulator),
      writes: readAppliedWrites(emulator),
      foreignRefs: ['refs/heads/main'],
      publisherLogins,
      ending,
      log: null,
      tampering: cell.fault.tampering,
      mustSucceed: cell.fault.mustSucceed(cell.call),
    };
  } finally {
    await workplace.close();
  }
}

async function runTwice(cell: Cell, ground: Ground, workplace: Workplace): Promise<Ending> {
  const { emulator } = ground;
  const operation = releaseOf(ground);
  const rules = cell.fault.rules({
    call: cell.call,
    operation,
    fullName: baseFullName,
    otherOid: ground.base.commit,
    tokenName,
  });
  for (const rule of rules) emulator.addFault(rule);
  const point = new PeerPoint(cell, emulator);
  const first = new PeerProcess(workplace);
  point.aimAt(first);
  const end = await first.ended;
  emulator.clearFaults();
  if (end.code === 0 || end.hung) return endingOf(end);
  return endingOf(await new PeerProcess(workplace).ended);
}

function endingOf({ code, hung }: PeerEnd): Ending {
  if (hung) return { kind: 'hung' };
  return { kind: 'ended', status: code === 0 ? 'success' : 'failed', codes: [`exit ${code}`] };
}

async function placeFiles(
  folder: string,
  assets: readonly StagedAsset[],
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { name, content } of assets) {
    const path = join(folder, name);
    if ('bytes' in content) await writeFile(path, content.bytes);
    paths.push(path);
  }
  return paths;
}

function effects(release: PeerRelease, assets: readonly StagedAsset[]): ApprovedEffects {
  const { tagName, name, notes, target } = release;
  return {
    tag: { ref: `refs/tags/${tagName}`, oid: target },
    pull: null,
    release: {
      tagName,
      name,
      body: notes,
      prerelease: false,
      makeLatest: null,
      assets: assets.map(({ name: file, content: { size, sha256 } }) => ({
        name: file,
        size,
        sha256,
      })),
    },
  };
}

function releaseOf({ operations }: Ground): PublishReleaseOperation {
  const [operation] = operations;
  if (operation?.kind !== 'publish_release') throw new TypeError('a peer publishes a release');
  return operation;
}

function tokenOf({ credential }: Ground): string {
  if (credential.kind !== 'token') throw new TypeError('a peer has a token');
  return credential.token;
}
