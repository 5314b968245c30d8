// SPDX-License-Identifier: Apache-2.0
// The laws of the tree, against RFC 6962 written out naively: what is appended can be proved, in
// every tree it ever was part of, and any changed bit breaks the proof.
import { utf8Encode } from '@marketops/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TreeAccumulator } from '../../src/merkle/tree-accumulator.ts';
import { emptyRoot, leafHash, nodeHash } from '../../src/merkle/tree-hash.ts';
import { verifyConsistency } from '../../src/merkle/verify-consistency.ts';
import { verifyInclusion } from '../../src/merkle/verify-inclusion.ts';
import { appendLeaf } from '../../src/storage/append-leaf.ts';
import { proveConsistency, proveInclusion, rootAt } from '../../src/storage/read-tree.ts';
import { MemoryLogStorage } from '../storage/memory-log-storage.ts';
import { naivePath, naiveProof, naiveRoot } from './naive-tree.ts';

const leavesMax = 70;

async function logOf(leaves: readonly Uint8Array[]): Promise<MemoryLogStorage> {
  const storage = new MemoryLogStorage();
  for (const leaf of leaves) await appendLeaf(storage, leaf);
  return storage;
}

const numbered = Array.from({ length: leavesMax }, (_, index) => utf8Encode(`leaf ${index}`));
/** All different: of two equal leaves side by side, a proof holds for both places. */
const anyLeaves: fc.Arbitrary<Uint8Array[]> = fc.uniqueArray(fc.uint8Array({ maxLength: 40 }), {
  minLength: 1,
  maxLength: 40,
  selector: (leaf) => leaf.join(),
});

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = bytes.slice();
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

describe('roots', () => {
  it('of every size that the log ever had are those of RFC 6962', async () => {
    const storage = await logOf(numbered);
    for (let size = 0; size <= leavesMax; size += 1) {
      expect(await rootAt(storage, size)).toEqual(naiveRoot(numbered.slice(0, size)));
    }
  });

  it('do not change when leaves are appended', async () => {
    const storage = new MemoryLogStorage();
    const seen: Uint8Array[] = [];
    for (const leaf of numbered) {
      seen.push(await rootAt(storage, await storage.size()));
      await appendLeaf(storage, leaf);
    }
    for (const [size, root] of seen.entries()) expect(await rootAt(storage, size)).toEqual(root);
  });

  it('are the same from an accumulator', () => {
    const accumulator = new TreeAccumulator();
    expect(accumulator.root()).toEqual(emptyRoot());
    for (const [index, leaf] of numbered.entries()) {
      accumulator.add(leafHash(leaf));
      expect(accumulator.size).toBe(index + 1);
      expect(accumulator.root()).toEqual(naiveRoot(numbered.slice(0, index + 1)));
    }
  });
});

describe('inclusion', () => {
  it('is proved for every leaf in every tree, and as RFC 6962 does', async () => {
    const storage = await logOf(numbered);
    for (let size = 1; size <= leavesMax; size += 1) {
      const tree = numbered.slice(0, size);
      const root = naiveRoot(tree);
      for (const [index, leaf] of tree.entries()) {
        const proof = await proveInclusion(storage, { index, size });
        expect(proof).toEqual(naivePath(index, tree));
        const claim = { leafIndex: index, treeSize: size, leafHash: leafHash(leaf), proof };
        expect(verifyInclusion(claim, root)).toBe(true);
      }
    }
  });

  it('fails when any bit of leaf, proof or root, the index or the size is another', async () => {
    await fc.assert(
      fc.asyncProperty(anyLeaves, fc.nat(), fc.nat(), async (leaves, pick, bit) => {
        const index = pick % leaves.length;
        const storage = await logOf(leaves);
        const root = await rootAt(storage, leaves.length);
        const proof = await proveInclusion(storage, { index, size: leaves.length });
        const hash = leafHash(leaves[index] ?? new Uint8Array());
        const claim = { leafIndex: index, treeSize: leaves.length, leafHash: hash, proof };
        expect(verifyInclusion(claim, root)).toBe(true);

        const broken = bit % 256;
        expect(verifyInclusion(claim, flipBit(root, broken))).toBe(false);
        expect(verifyInclusion({ ...claim, leafHash: flipBit(hash, broken) }, root)).toBe(false);
        for (const at of proof.keys()) {
          const changed = proof.map((node, place) => (place === at ? flipBit(node, broken) : node));
          expect(verifyInclusion({ ...claim, proof: changed }, root)).toBe(false);
        }
        expect(verifyInclusion({ ...claim, proof: [...proof, root] }, root)).toBe(false);
        expect(verifyInclusion({ ...claim, proof: proof.slice(1) }, root)).toBe(proof.length === 0);
        const indices = [...leaves.keys()];
        expect(
          indices.filter((leafIndex) => verifyInclusion({ ...claim, leafIndex }, root)),
        ).toEqual([index]);
        expect(verifyInclusion({ ...claim, treeSize: 2 * leaves.length + 1 }, root)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a proof that is too long', () => {
  const [left, right] = [leafHash(utf8Encode('left')), leafHash(utf8Encode('right'))];
  const root = nodeHash(left, right);

  it('cannot make an inner node a leaf of a smaller tree', () => {
    const claim = { leafIndex: 0, treeSize: 1, leafHash: right, proof: [left] };
    expect(verifyInclusion(claim, root)).toBe(false);
  });

  it('is refused between equal sizes, however equal the roots', () => {
    const claim = { oldSize: 2, oldRoot: root, newSize: 2, newRoot: root, proof: [] };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, proof: [left] })).toBe(false);
  });

  it('is refused beyond the root of the larger tree', () => {
    const grown = nodeHash(root, left);
    const claim = { oldSize: 2, oldRoot: root, newSize: 3, newRoot: grown, proof: [left] };
    expect(verifyConsistency(claim)).toBe(true);
    const higher = { ...claim, newRoot: nodeHash(right, grown), proof: [left, right] };
    expect(verifyConsistency(higher)).toBe(false);
  });
});

describe('consistency', () => {
  it('is proved between any two sizes, and as RFC 6962 does', async () => {
    const storage = await logOf(numbered);
    for (let newSize = 1; newSize <= leavesMax; newSize += 1) {
      const tree = numbered.slice(0, newSize);
      const newRoot = naiveRoot(tree);
      for (let oldSize = 1; oldSize <= newSize; oldSize += 1) {
        const proof = await proveConsistency(storage, { oldSize, newSize });
        expect(proof).toEqual(naiveProof(oldSize, tree));
        const oldRoot = await rootAt(storage, oldSize);
        expect(verifyConsistency({ oldSize, oldRoot, newSize, newRoot, proof })).toBe(true);
      }
    }
  });

  it('fails when any bit is another, and for a log whose past was changed', async () => {
    await fc.assert(
      fc.asyncProperty(anyLeaves, fc.nat(), fc.nat(), async (leaves, pick, bit) => {
        const newSize = leaves.length;
        const oldSize = (pick % newSize) + 1;
        const storage = await logOf(leaves);
        const claim = {
          oldSize,
          oldRoot: await rootAt(storage, oldSize),
          newSize,
          newRoot: await rootAt(storage, newSize),
          proof: await proveConsistency(storage, { oldSize, newSize }),
        };
        expect(verifyConsistency(claim)).toBe(true);

        const broken = bit % 256;
        expect(verifyConsistency({ ...claim, oldRoot: flipBit(claim.oldRoot, broken) })).toBe(
          false,
        );
        expect(verifyConsistency({ ...claim, newRoot: flipBit(claim.newRoot, broken) })).toBe(
          false,
        );
        for (const at of claim.proof.keys()) {
          const proof = claim.proof.map((node, place) =>
            place === at ? flipBit(node, broken) : node,
          );
          expect(verifyConsistency({ ...claim, proof })).toBe(false);
        }

        const rewritten = leaves.with(pick % oldSize, utf8Encode('another past'));
        const forged = await logOf(rewritten);
        const newRoot = await rootAt(forged, newSize);
        const proof = await proveConsistency(forged, { oldSize, newSize });
        expect(verifyConsistency({ ...claim, newRoot, proof })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['an empty old tree', { oldSize: 0, newSize: 0 }],
    ['sizes that fall', { oldSize: 2, newSize: 1 }],
    ['a size that is no integer', { oldSize: 1.5, newSize: 2 }],
    ['a negative size', { oldSize: -1n, newSize: 2n }],
    ['a size of 2^64', { oldSize: 1n, newSize: 1n << 64n }],
  ])('is never accepted for %s', (_, sizes) => {
    const root = emptyRoot();
    const claim = { ...sizes, oldRoot: root, newRoot: root, proof: [] };
    expect(verifyConsistency(claim)).toBe(false);
  });
});
