// SPDX-License-Identifier: Apache-2.0
// Appending and reading through the storage port: what it costs, and what a damaged or mistaken
// store or caller leads to.
import { utf8Encode } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { appendLeaf } from '../../src/storage/append-leaf.ts';
import { proveConsistency, proveInclusion, rootAt } from '../../src/storage/read-tree.ts';
import { MemoryLogStorage } from './memory-log-storage.ts';

async function logOfSize(size: number): Promise<MemoryLogStorage> {
  const storage = new MemoryLogStorage();
  for (let index = 0; index < size; index += 1) await appendLeaf(storage, utf8Encode(`${index}`));
  return storage;
}

describe('appendLeaf', () => {
  it('answers the index and keeps the bytes', async () => {
    const storage = await logOfSize(3);
    expect(await appendLeaf(storage, utf8Encode('fourth'))).toBe(3);
    expect(await storage.readLeaf(3)).toEqual(utf8Encode('fourth'));
  });

  it('reads no more nodes than the tree is deep, and stores each subtree once', async () => {
    const storage = await logOfSize(1_023);
    const before = storage.nodesRead;
    await appendLeaf(storage, utf8Encode('last'));
    expect(storage.nodesRead - before).toBe(10);
    expect(storage.nodes.size).toBe(2 * 1_024 - 1);
  });

  it('fails where a node is absent', async () => {
    const storage = await logOfSize(3);
    storage.nodes.delete('1/0');
    await expect(appendLeaf(storage, utf8Encode('fourth'))).rejects.toThrow('1/0');
    expect(await storage.size()).toBe(3);
  });

  it('fails where the store answers fewer nodes than asked', async () => {
    const storage = await logOfSize(3);
    storage.readNodes = async () => [];
    await expect(appendLeaf(storage, utf8Encode('fourth'))).rejects.toThrow('level 0');
    await expect(rootAt(storage, 3)).rejects.toThrow('nodes asked for');
  });
});

describe('roots and proofs', () => {
  it.each([[-1], [4], [0.5], [Number.NaN]])('of size %d do not exist', async (size) => {
    const storage = await logOfSize(3);
    await expect(rootAt(storage, size)).rejects.toThrow(RangeError);
    await expect(proveInclusion(storage, { index: 0, size })).rejects.toThrow(RangeError);
    await expect(proveConsistency(storage, { oldSize: 1, newSize: size })).rejects.toThrow(
      RangeError,
    );
  });

  it('are refused for leaves and sizes outside the tree', async () => {
    const storage = await logOfSize(3);
    await expect(proveInclusion(storage, { index: 2, size: 2 })).rejects.toThrow('leaf 2');
    await expect(proveInclusion(storage, { index: -1, size: 2 })).rejects.toThrow(RangeError);
    await expect(proveConsistency(storage, { oldSize: 0, newSize: 2 })).rejects.toThrow(RangeError);
    await expect(proveConsistency(storage, { oldSize: 3, newSize: 2 })).rejects.toThrow(RangeError);
  });
});
