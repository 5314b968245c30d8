// SPDX-License-Identifier: Apache-2.0
// The public suite of transparency-dev/merkle: inclusion and consistency proofs, right and wrong.
// Sizes and indices go to 2^64 - 1, so the numbers are read from the text, not by JSON.parse.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describePublicVectors } from '@marketops/testkit/public-vectors';
import { expect, it } from 'vitest';
import { verifyConsistency } from '../../src/merkle/verify-consistency.ts';
import { verifyInclusion } from '../../src/merkle/verify-inclusion.ts';

interface Vector {
  readonly [member: string]: unknown;
}

function vectorFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .toSorted();
}

function readVector(path: string): { vector: Vector; exact: (member: string) => bigint } {
  const text = readFileSync(path, 'utf8');
  const exact = (member: string) => {
    const digits = new RegExp(`"${member}": ([0-9]+)`).exec(text)?.[1];
    if (digits === undefined) throw new Error(`expected a number ${member} in ${path}`);
    return BigInt(digits);
  };
  return { vector: JSON.parse(text), exact };
}

function bytes(base64: unknown): Uint8Array {
  return Buffer.from(String(base64), 'base64');
}

function hashes(proof: unknown): readonly Uint8Array[] {
  return Array.isArray(proof) ? proof.map(bytes) : [];
}

function verdictsWanted(folder: string): ReadonlySet<unknown> {
  const files = vectorFiles(folder).map((file) => readVector(join(folder, file)));
  return new Set(files.map(({ vector }) => vector['wantErr']));
}

describePublicVectors('transparency-dev/merkle, inclusion', 'merkle/inclusion', (folder) => {
  it.each(vectorFiles(folder))('%s', (file) => {
    const { vector, exact } = readVector(join(folder, file));
    const claim = {
      leafIndex: exact('leafIdx'),
      treeSize: exact('treeSize'),
      leafHash: bytes(vector['leafHash']),
      proof: hashes(vector['proof']),
    };
    expect(verifyInclusion(claim, bytes(vector['root']))).toBe(!vector['wantErr']);
  });

  it('holds both accepted and refused proofs', () => {
    expect(verdictsWanted(folder)).toEqual(new Set([true, false]));
  });
});

describePublicVectors('transparency-dev/merkle, consistency', 'merkle/consistency', (folder) => {
  it.each(vectorFiles(folder))('%s', (file) => {
    const { vector, exact } = readVector(join(folder, file));
    const claim = {
      oldSize: exact('size1'),
      oldRoot: bytes(vector['root1']),
      newSize: exact('size2'),
      newRoot: bytes(vector['root2']),
      proof: hashes(vector['proof']),
    };
    expect(verifyConsistency(claim)).toBe(!vector['wantErr']);
  });

  it('holds both accepted and refused proofs', () => {
    expect(verdictsWanted(folder)).toEqual(new Set([true, false]));
  });
});
