// SPDX-License-Identifier: Apache-2.0
// Goal: the bytes of an upload pass unchanged, the lease is kept at each piece, and whoever watches is
// told once a mebibyte and when the upload is complete.
import { ManualClock, sampleNow, sampleTagRepo } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from '../../src/port/progress-listener.ts';
import { Progress } from '../../src/protocol/progress.ts';
import { UploadWatch } from '../../src/steps/upload-watch.ts';

const pieceBytes = 65_536;
const mebibyte = 1_048_576;

async function watched(bytesTotal: number) {
  const told: ProgressEvent[] = [];
  let kept = 0;
  const clock = new ManualClock(sampleNow);
  const listener = { report: (event: ProgressEvent) => told.push(event) };
  const progress = new Progress(listener, clock, sampleTagRepo().operationId);
  const journal = { keepLease: async () => void (kept += 1) };
  const chunks = pieces(bytesTotal);
  const watch = new UploadWatch({ journal, progress }, { step: 'asset/a.bin', bytesTotal, chunks });
  const passed: number[] = [];
  for await (const chunk of watch.chunks()) passed.push(chunk.length);
  const bytesTold = told.flatMap((event) => (event.kind === 'transferred' ? [event.bytes] : []));
  return { passed, kept, bytesTold, error: watch.error };
}

async function* pieces(bytesTotal: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < bytesTotal; sent += pieceBytes) {
    yield new Uint8Array(Math.min(pieceBytes, bytesTotal - sent));
  }
}

describe('an upload that is watched', () => {
  it('is told of once a mebibyte and at its end', async () => {
    const { bytesTold } = await watched(2 * mebibyte + 5);
    expect(bytesTold).toEqual([mebibyte, 2 * mebibyte, 2 * mebibyte + 5]);
  });

  it.each([1, pieceBytes, mebibyte])('of %d bytes is told of at its end alone', async (bytes) => {
    expect((await watched(bytes)).bytesTold).toEqual([bytes]);
  });

  it('passes every byte on and keeps the lease at each piece', async () => {
    const { passed, kept, error } = await watched(mebibyte + 7);
    expect(passed).toEqual([...Array.from({ length: 16 }, () => pieceBytes), 7]);
    expect([kept, error]).toEqual([17, null]);
  });
});
