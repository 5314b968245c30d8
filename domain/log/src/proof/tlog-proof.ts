// SPDX-License-Identifier: Apache-2.0
// A proof of inclusion as a text of its own (C2SP tlog-proof): where a leaf stands, the hashes up to
// the root, and the signed checkpoint. What other tools of transparency logs read.
import {
  accepted,
  base64Decode,
  base64Encode,
  describeText,
  refused,
  type Parsed,
} from '@marketops/core';
import { HASH_BYTES } from '../merkle/tree-hash.ts';
import { parseSignedNote } from '../note/signed-note.ts';

/** A leaf's proof; `extra` is of the application's own making and proves nothing. */
export interface TlogProof {
  readonly extra: Uint8Array | null;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note, as the log gave it. */
  readonly signedCheckpoint: string;
}

/** A tree of 2^64 leaves is 64 levels deep. */
export const PROOF_HASHES_MAX = 64;

const firstLine = 'c2sp.org/tlog-proof@v1';
const extraStart = 'extra ';
const indexPattern = /^index (0|[1-9][0-9]{0,15})$/;

/** A proof as text, for a file whose name ends in `.tlog-proof`. */
export function encodeTlogProof({ extra, index, hashes, signedCheckpoint }: TlogProof): string {
  const lines = [
    firstLine,
    ...(extra === null ? [] : [`${extraStart}${base64Encode(extra)}`]),
    `index ${index}`,
    ...hashes.map(base64Encode),
  ];
  return `${lines.join('\n')}\n\n${signedCheckpoint}`;
}

/** Accepts a proof in its exact form. Neither the checkpoint nor the proof is verified by this. */
export function parseTlogProof(text: string): Parsed<TlogProof> {
  const gap = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(gap, 0)).split('\n');
  if (first !== firstLine) {
    return refused('', `${firstLine} and a blank line before the checkpoint`, describeText(text));
  }
  const extra = parseExtra(lines[0]);
  if (!extra.ok) return extra;
  const [indexLine = '', ...hashLines] = extra.value === null ? lines : lines.slice(1);
  const index = Number(indexPattern.exec(indexLine)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(index)) {
    return refused('/index', 'index and a decimal number below 2^53', describeText(indexLine));
  }
  const hashes = parseHashes(hashLines);
  if (!hashes.ok) return hashes;
  const signedCheckpoint = text.slice(gap + 2);
  const note = parseSignedNote(signedCheckpoint);
  return note.ok
    ? accepted({ extra: extra.value, index, hashes: hashes.value, signedCheckpoint })
    : refused('/signedCheckpoint', note.problem.expected, note.problem.found);
}

function parseExtra(line: string | undefined): Parsed<Uint8Array | null> {
  if (line === undefined || !line.startsWith(extraStart)) return accepted(null);
  const extra = base64Decode(line.slice(extraStart.length));
  return extra.ok ? extra : refused('/extra', extra.problem.expected, extra.problem.found);
}

function parseHashes(lines: readonly string[]): Parsed<readonly Uint8Array[]> {
  if (lines.length > PROOF_HASHES_MAX) {
    return refused('/hashes', `at most ${PROOF_HASHES_MAX} hashes`, `${lines.length}`);
  }
  const hashes: Uint8Array[] = [];
  for (const [at, line] of lines.entries()) {
    const hash = base64Decode(line);
    if (!hash.ok || hash.value.length !== HASH_BYTES) {
      return refused(`/hashes/${at}`, `${HASH_BYTES} bytes in base64`, describeText(line));
    }
    hashes.push(hash.value);
  }
  return accepted(hashes);
}
