// SPDX-License-Identifier: Apache-2.0
// One run of one subject: how long, how much memory at its peak, how many requests, and whether what
// stands on GitHub afterwards is right.
import type { RunningEmulator } from '@marketops/github-emulator';
import { readStanding } from '../../faults/cell/read-standing.ts';
import type { PayloadFile } from './payload.ts';

/** What was measured of one run. */
export interface MeasuredRun {
  /** From the start of the process to its end. */
  readonly wallMs: number;
  readonly peakRssBytes: number;
  readonly requests: number;
}

/** A subject did not do what it was measured for. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}

/** Throws unless the release stands, published, with every byte as it was sent. */
export async function requirePublished(
  emulator: RunningEmulator,
  tagName: string,
  payload: readonly PayloadFile[],
): Promise<void> {
  const { releases } = await readStanding(emulator);
  const release = releases.find((candidate) => candidate.tagName === tagName && !candidate.draft);
  const stored = release?.assets ?? [];
  const missing = payload.find(
    ({ name, sha256 }) =>
      !stored.some((asset) => asset.name === name && asset.storedSha256 === sha256),
  );
  if (missing !== undefined) throw new BenchError(`${missing.name} was not published as sent`);
}
