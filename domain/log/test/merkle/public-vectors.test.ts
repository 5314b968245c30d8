// SPDX-License-Identifier: Apache-2.0
// The public suite of transparency-dev/merkle: inclusion and consistency proofs, right and wrong.
// Sizes and indices go to 2^64 - 1, so the numbers are read from the text, not by JSON.parse.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyConsistency } from '../../src/merkle/verify-consistency.ts';
import { verifyInclusion } from '../../src/merkle/verify-inclusion.ts';
import { sharedVectors } from '../vectors/shared-vectors.ts';

const folder = sharedVectors('merkle');

interface Vector {
  readonly [member: string]: unknown;
}

function vectorFiles(kind: string): readonly string[] {
  if (folder === undefined) return [];
  return readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(kind, file))
    .toSorted();
}

function readVector(file: string): { vector: Vector; exact: (member: string) => bigint } {
  const text = readFileSync(join(folder ?? '', file), 'utf8');
  const exact = (member: string) => {
    const digits = new RegExp(`"${member}": ([0-9]+)`).exec(text)?.[1];
    if (digits === undefined) throw new Error(`expected a number ${member} in ${file}`);
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

describe.skipIf(folder === undefined)('transparency-dev/merkle', () => {
  it.each(vectorFiles('inclusion'))('%s', (file) => {
    const { vector, exact } = readVector(file);
    const claim = {
      leafIndex: exact('leafIdx'),
      treeSize: exact('treeSize'),
      leafHash: bytes(vector['leafHash']),
      proof: hashes(vector['proof']),
    };
    expect(verifyInclusion(claim, bytes(vector['root']))).toBe(!vector['wantErr']);
  });

  it.each(vectorFiles('consistency'))('%s', (file) => {
    const { vector, exact } = readVector(file);
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
    const wanted = ['inclusion', 'consistency'].map((kind) =>
      vectorFiles(kind).map((file) => readVector(file).vector['wantErr']),
    );
    for (const verdicts of wanted) expect(new Set(verdicts)).toEqual(new Set([true, false]));
  });
});
