// SPDX-License-Identifier: Apache-2.0
// The log of audit records: what is appended can be read, proved and compared with heads that were
// handed out before; what is no audit record is never appended.
import { type Instant, encodeAuditRecord, type OperationAuditRecord } from '@marketops/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { AuditLogReader } from '../../src/audit/audit-log-reader.ts';
import { AuditLog } from './audit-log.ts';
import { emptyRoot, leafHash } from '../../src/merkle/tree-hash.ts';
import { verifyConsistency } from '../../src/merkle/verify-consistency.ts';
import { verifyInclusion } from '../../src/merkle/verify-inclusion.ts';
import { appendLeaf } from '../../src/storage/append-leaf.ts';
import { MemoryLogStorage } from '../storage/memory-log-storage.ts';
import { sampleRecord } from './sample-records.ts';

const origin = 'log.example.com/main';
const records = Array.from({ length: 11 }, (_, seed) => sampleRecord(seed));
let storage = new MemoryLogStorage();
let log = new AuditLog(origin, storage);

beforeEach(() => {
  storage = new MemoryLogStorage();
  log = new AuditLog(origin, storage);
});

async function appendAll(): Promise<void> {
  for (const record of records) await log.appendRecord(record);
}

describe('appendRecord', () => {
  it('answers the index and keeps the canonical bytes', async () => {
    expect(await log.appendRecord(sampleRecord(0))).toBe(0);
    expect(await log.appendRecord(sampleRecord(1))).toBe(1);
    expect(await storage.readLeaf(1)).toEqual(encodeAuditRecord(sampleRecord(1)));
    expect(await log.readRecord(1)).toEqual(sampleRecord(1));
  });

  it('throws for what is no audit record, and appends nothing', async () => {
    const foreign = { ...sampleRecord(0), event: 'something.else' } as unknown;
    await expect(log.appendRecord(foreign as OperationAuditRecord)).rejects.toThrow('/event');
    const secret = { ...sampleRecord(0), token: 'secret' };
    await expect(log.appendRecord(secret)).rejects.toThrow('/token');
    const dated = { ...sampleRecord(0), recordedAt: 'yesterday' as Instant };
    await expect(log.appendRecord(dated)).rejects.toThrow('/recordedAt');
    expect(await storage.size()).toBe(0);
  });
});

describe('heads', () => {
  it('begin with the empty tree', async () => {
    expect(await log.currentCheckpoint()).toEqual({ origin, size: 0, rootHash: emptyRoot() });
  });

  it('prove every record and every earlier head', async () => {
    await appendAll();
    const head = await log.currentCheckpoint();
    for (const [index, record] of records.entries()) {
      const claim = {
        leafIndex: index,
        treeSize: head.size,
        leafHash: leafHash(encodeAuditRecord(record)),
        proof: await log.proveRecord(index, head),
      };
      expect(verifyInclusion(claim, head.rootHash)).toBe(true);
      const older = await log.checkpointAt(index + 1);
      const growth = {
        oldSize: older.size,
        oldRoot: older.rootHash,
        newSize: head.size,
        newRoot: head.rootHash,
        proof: await log.proveGrowth(older, head),
      };
      expect(verifyConsistency(growth)).toBe(true);
    }
  });

  it('are not given for sizes that the log never had', async () => {
    await appendAll();
    await expect(log.checkpointAt(12)).rejects.toThrow(RangeError);
    await expect(log.proveRecord(11, { size: 11 })).rejects.toThrow(RangeError);
  });
});

describe('standingTo', () => {
  it('tells a log that grew from one that lost leaves and one that was changed', async () => {
    const empty = await log.currentCheckpoint();
    await appendAll();
    const head = await log.currentCheckpoint();
    expect(await log.standingTo(empty)).toBe('extends');
    expect(await log.standingTo(head)).toBe('extends');
    expect(await log.standingTo({ ...head, size: head.size - 1 })).toBe('differs');
    expect(await log.standingTo({ ...head, origin: 'log.example.com/other' })).toBe('differs');

    const restored = new AuditLog(origin, new MemoryLogStorage());
    for (const record of records.slice(0, 5)) await restored.appendRecord(record);
    expect(await restored.standingTo(head)).toBe('behind');
    for (let seed = 20; seed < 30; seed += 1) await restored.appendRecord(sampleRecord(seed));
    expect(await restored.standingTo(head)).toBe('differs');
  });
});

describe('readRecord', () => {
  it('throws for a leaf that is not an audit record in its one encoding', async () => {
    const bytes = encodeAuditRecord(sampleRecord(0));
    const spaced = new Uint8Array([...bytes, 0x20]);
    for (const leaf of [spaced, bytes.slice(1), new TextEncoder().encode('{}')]) {
      await appendLeaf(storage, leaf);
    }
    const reader = new AuditLogReader(origin, storage);
    await expect(reader.readRecord(0)).rejects.toThrow('leaf 0');
    await expect(reader.readRecord(1)).rejects.toThrow('leaf 1');
    await expect(reader.readRecord(2)).rejects.toThrow('leaf 2');
    await expect(reader.readRecord(3)).rejects.toThrow('no leaf 3');
  });
});
