// SPDX-License-Identifier: Apache-2.0
// Reads what an emulator's repository holds, and hashes the bytes that it really stored.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import type { RunningEmulator } from '@marketops/github-emulator';
import type { AppliedWrite } from '../judge/evidence.ts';
import type { Standing, StandingAsset, StandingPull, StandingRelease } from '../judge/standing.ts';
import { baseName } from '../setup/base-repository.ts';

/** How often is looked whether everything that was sent has been applied. */
const latePollMs = 20;

type Snapshot = ReturnType<RunningEmulator['snapshot']>;

/** Reads the base repository of an emulator. */
export async function readStanding(emulator: RunningEmulator): Promise<Standing> {
  const { refs, releases, pulls } = emulator.snapshot(baseName.owner, baseName.name);
  return {
    refs,
    releases: await Promise.all(releases.map(readRelease)),
    pulls: pulls.map(readPull),
  };
}

/** The writes that changed something, in their order. */
export function readAppliedWrites(emulator: RunningEmulator): readonly AppliedWrite[] {
  return emulator
    .writeLog()
    .filter(({ applied }) => applied)
    .map(({ method, route, publicEffect, ids }) => ({ method, route, publicEffect, ids }));
}

/** Resolves once every call that arrived late has been applied. */
export async function untilNothingIsLate(emulator: RunningEmulator): Promise<void> {
  while (emulator.counters().lateCalls > 0) await sleep(latePollMs);
}

function readPull(pull: Snapshot['pulls'][number]): StandingPull {
  const { number, headBranch, headId, baseBranch, title, draft, body, state, authorLogin } = pull;
  return { number, headBranch, headId, baseBranch, title, draft, body, state, authorLogin };
}

async function readRelease(release: Snapshot['releases'][number]): Promise<StandingRelease> {
  const { id, tagName, name, body, draft, prerelease, latestRank, authorLogin } = release;
  const assets = await Promise.all(release.assets.map(readAsset));
  const mayBeLatest = latestRank > 0;
  return { id, tagName, name, body, draft, prerelease, mayBeLatest, authorLogin, assets };
}

async function readAsset(
  asset: Snapshot['releases'][number]['assets'][number],
): Promise<StandingAsset> {
  const { name, size, state, digest, bytesPath } = asset;
  return {
    name,
    size,
    state,
    digest,
    storedSha256: bytesPath === null ? null : await hashOf(bytesPath),
  };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
