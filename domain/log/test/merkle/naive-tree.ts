// SPDX-License-Identifier: Apache-2.0
// RFC 6962, section 2.1, word for word and without regard to cost: the oracle of the tests. It uses
// the platform's SHA-256, not ours.
import { createHash } from 'node:crypto';

type Hash = Uint8Array<ArrayBuffer>;

/** MTH(D): the root over the leaves' bytes. */
export function naiveRoot(leaves: readonly Uint8Array[]): Hash {
  const [only] = leaves;
  if (only === undefined) return digest();
  if (leaves.length === 1) return digest(Uint8Array.of(0), only);
  const k = largestPowerBelow(leaves.length);
  return digest(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH(m, D): the inclusion proof of leaf m. */
export function naivePath(m: number, leaves: readonly Uint8Array[]): readonly Hash[] {
  if (leaves.length === 1) return [];
  const k = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k
    ? [...naivePath(m, left), naiveRoot(right)]
    : [...naivePath(m - k, right), naiveRoot(left)];
}

/** PROOF(m, D): the consistency proof from the first m leaves. */
export function naiveProof(m: number, leaves: readonly Uint8Array[]): readonly Hash[] {
  return subProof({ m, leaves, known: true });
}

interface SubProof {
  readonly m: number;
  readonly leaves: readonly Uint8Array[];
  /** RFC 6962's b: whether the verifier has this subtree's root already. */
  readonly known: boolean;
}

function subProof({ m, leaves, known }: SubProof): readonly Hash[] {
  if (m === leaves.length) return known ? [] : [naiveRoot(leaves)];
  const k = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...subProof({ m, leaves: left, known }), naiveRoot(right)]
    : [...subProof({ m: m - k, leaves: right, known: false }), naiveRoot(left)];
}

function largestPowerBelow(count: number): number {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}

function digest(...parts: readonly Uint8Array[]): Hash {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
