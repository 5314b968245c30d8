// SPDX-License-Identifier: Apache-2.0
// Auditing a whole log: nothing changes or disappears unseen, and the first leaf that does not fit is
// named as exactly as what the auditor holds allows.
import { encodeAuditRecord, utf8Encode } from '@marketops/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditLog } from './audit-log.ts';
import { readLoggedLeaves, type LoggedLeaf } from '../../src/audit/logged-leaf.ts';
import { verifyWholeLog } from '../../src/audit/verify-whole-log.ts';
import type { Checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { MemoryLogStorage } from '../storage/memory-log-storage.ts';
import { sampleRecord } from './sample-records.ts';

const size = 13;
const altered = encodeAuditRecord(sampleRecord(99));

const storage = new MemoryLogStorage();
const writer = new AuditLog('log.example.com/main', storage);
const heads: Checkpoint[] = [];
for (let seed = 0; seed < size; seed += 1) {
  await writer.appendRecord(sampleRecord(seed));
  heads.push(await writer.currentCheckpoint());
}
const checkpoint = await writer.currentCheckpoint();
const leaves: LoggedLeaf[] = [];
for await (const leaf of readLoggedLeaves(storage, size)) leaves.push(leaf);
const withoutHashes = leaves.map((leaf) => ({ ...leaf, storedHash: null }));

function withLeaf<T extends LoggedLeaf>(list: readonly T[], index: number, leaf: Uint8Array): T[] {
  return list.map((logged) => (logged.index === index ? { ...logged, leaf } : logged));
}

describe('verifyWholeLog', () => {
  it('accepts an untouched log, the empty one included', async () => {
    expect(await verifyWholeLog({ leaves, checkpoint })).toEqual({
      verified: true,
      leavesBeyond: 0,
    });
    expect(await verifyWholeLog({ leaves: withoutHashes, checkpoint })).toMatchObject({
      verified: true,
    });
    const empty = await writer.checkpointAt(0);
    expect(await verifyWholeLog({ leaves: [], checkpoint: empty })).toMatchObject({
      verified: true,
    });
  });

  it('says how many leaves the head does not cover', async () => {
    const [older = checkpoint] = heads.slice(9);
    expect(await verifyWholeLog({ leaves, checkpoint: older })).toEqual({
      verified: true,
      leavesBeyond: 3,
    });
  });

  it('names a changed leaf exactly where its stored hash was not changed with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), async (index) => {
        const changed = withLeaf(leaves, index, altered);
        expect(await verifyWholeLog({ leaves: changed, checkpoint })).toMatchObject({
          verified: false,
          refusal: { code: 'evidence.leaf_altered', subject: `leaf ${index}` },
          firstWrong: { start: index, end: index + 1 },
        });
      }),
      { numRuns: 20 },
    );
  });

  it('narrows a changed leaf down by earlier heads where nothing else is known', async () => {
    const changed = withLeaf(withoutHashes, 6, altered);
    expect(await verifyWholeLog({ leaves: changed, checkpoint })).toMatchObject({
      refusal: { code: 'evidence.log_altered' },
      firstWrong: { start: 0, end: size },
    });
    const earlier = heads.filter((head) => [3, 6, 9, 11].includes(head.size));
    expect(await verifyWholeLog({ leaves: changed, checkpoint, earlier })).toMatchObject({
      refusal: { code: 'evidence.log_altered', subject: 'leaves 6 to 8' },
      firstWrong: { start: 6, end: 9 },
    });
    const allHeads = { leaves: changed, checkpoint, earlier: heads };
    expect(await verifyWholeLog(allHeads)).toMatchObject({ firstWrong: { start: 6, end: 7 } });
  });

  it('does not believe stored hashes that were changed along with the leaf', async () => {
    const store = new MemoryLogStorage();
    const forger = new AuditLog('log.example.com/main', store);
    for (let seed = 0; seed < size; seed += 1) {
      await forger.appendRecord(sampleRecord(seed === 4 ? 99 : seed));
    }
    const rewritten = readLoggedLeaves(store, size);
    expect(await verifyWholeLog({ leaves: rewritten, checkpoint, earlier: heads })).toMatchObject({
      refusal: { code: 'evidence.log_altered' },
      firstWrong: { start: 4, end: 5 },
    });
  });

  it.each([0, 5, size - 1])('names leaf %d where it is missing', async (index) => {
    const without = leaves.filter((leaf) => leaf.index !== index);
    expect(await verifyWholeLog({ leaves: without, checkpoint })).toMatchObject({
      refusal: { code: 'evidence.leaf_missing' },
      firstWrong: { start: index, end: index + 1 },
    });
  });

  it('names a leaf that is not an audit record in its one encoding', async () => {
    const spaced = new Uint8Array([...altered, 0x0a]);
    for (const leaf of [spaced, utf8Encode('{}')]) {
      const changed = withLeaf(leaves, 2, leaf);
      expect(await verifyWholeLog({ leaves: changed, checkpoint })).toMatchObject({
        refusal: { code: 'evidence.leaf_invalid' },
        firstWrong: { start: 2, end: 3 },
      });
    }
  });
});
