// SPDX-License-Identifier: Apache-2.0
// A checkpoint (C2SP tlog-checkpoint): which log, how many leaves, which root. Three lines, no more:
// extension lines are part of no proof and are refused.
import {
  accepted,
  base64Decode,
  base64Encode,
  describeText,
  refused,
  type Parsed,
} from '@marketops/core';
import { HASH_BYTES } from '../merkle/tree-hash.ts';
import { parseKeyName } from '../note/note-key.ts';

/** The head of a log at one size. `origin` names the log; it is also the name of its key. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
}

const sizePattern = /^(?:0|[1-9][0-9]{0,15})$/;

/** A checkpoint as the text of a note: origin, size and root, each on a line of its own. */
export function encodeCheckpoint({ origin, size, rootHash }: Checkpoint): string {
  return `${origin}\n${size}\n${base64Encode(rootHash)}\n`;
}

/** Accepts the text of a note as a checkpoint of at most 2^53 − 1 leaves. */
export function parseCheckpoint(text: string): Parsed<Checkpoint> {
  const [origin = '', size = '', root = '', end, ...more] = text.split('\n');
  if (end !== '' || more.length > 0) {
    return refused('', 'three lines: origin, size and root', describeText(text));
  }
  const name = parseKeyName(origin);
  if (!name.ok) return refused('/origin', name.problem.expected, name.problem.found);
  if (!sizePattern.test(size) || !Number.isSafeInteger(Number(size))) {
    return refused('/size', 'a decimal number below 2^53', describeText(size));
  }
  const rootHash = base64Decode(root);
  return rootHash.ok && rootHash.value.length === HASH_BYTES
    ? accepted({ origin, size: Number(size), rootHash: rootHash.value })
    : refused('/rootHash', `${HASH_BYTES} bytes in base64`, describeText(root));
}
