// SPDX-License-Identifier: Apache-2.0
// Goal: payloads are what they say, memory is what the kernel says, and a run is measured only if what
// it published is right.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareBenchGround, tagNameOf } from '../releases/bench-ground.ts';
import { buildPublisher, type BuiltPublisher } from '../releases/built-publisher.ts';
import { measureIdle, measureMarketops, measureRunning } from '../releases/marketops-subject.ts';
import { BenchError, requirePublished } from '../releases/measured-run.ts';
import { writePayload } from '../releases/payload.ts';
import { MemoryWatch } from '../releases/process-memory.ts';

const mebibyte = 1_048_576;
const fileBytes = mebibyte + 3;
let folder: string;
let publisher: BuiltPublisher;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marketops-bench-test-'));
  publisher = await buildPublisher(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const small = { name: 'small', files: 2, fileBytes, runs: 1 };

describe('a payload', () => {
  it('has the size and the digest that it says, and two files differ', async () => {
    const [first, second] = await writePayload(folder, small);
    const bytes = await readFile(first?.path ?? '');
    expect(bytes.length).toBe(fileBytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first?.sha256);
    expect(second?.sha256).not.toBe(first?.sha256);
  });
});

describe('the memory of a process', () => {
  it('is at least what it holds now', () => {
    const peak = new MemoryWatch(process.pid).stop();
    expect(peak).toBeGreaterThan(process.memoryUsage.rss() / 2);
  });

  it('is nothing for a process that is not there', () => {
    expect(new MemoryWatch(0).stop()).toBe(0);
  });
});

describe('a run of MarketOps', () => {
  it('publishes, and is measured in time, memory and requests', async () => {
    const payload = await writePayload(folder, small);
    const run = await measureMarketops(payload, publisher);
    const idle = await measureIdle(publisher);
    expect(run.wallMs).toBeGreaterThan(run.workMs);
    expect(run.requests).toBeGreaterThan(payload.length);
    expect(run.peakRssBytes).toBeGreaterThan(idle / 2);
  });

  it('is measured too where the publisher runs already: its second release alone', async () => {
    const payload = await writePayload(folder, small);
    const cold = await measureMarketops(payload, publisher);
    const running = await measureRunning(payload, publisher);
    expect(running.requests).toBeLessThanOrEqual(cold.requests);
    expect(running.requests).toBeGreaterThan(payload.length);
    expect(running.wallMs).toBeGreaterThan(0);
  });

  it('counts for nothing where nothing is published', async () => {
    const payload = await writePayload(folder, small);
    const ground = await prepareBenchGround(payload);
    await expect(requirePublished(ground.emulator, tagNameOf(ground), payload)).rejects.toThrow(
      BenchError,
    );
    await ground.close();
  });
});
