// SPDX-License-Identifier: Apache-2.0
// Files that are named on the command line.
import { readFile } from 'node:fs/promises';
import { refusal } from '@marketops/core';
import { parseEvidenceTrust, type EvidenceTrust } from '@marketops/log';
import { refuse } from '../face/command-result.ts';
import { systemCodeOf, systemErrorInWords } from '../face/system-error.ts';

/** The bytes of a file; throws CommandRefused where it cannot be read. */
export async function readGivenFile(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    const details = {
      subject: file,
      expected: 'a file that can be read',
      found: whatIsThere(error),
    };
    return refuse(refusal('usage.file_unreadable', details));
  }
}

function whatIsThere(error: unknown): string {
  const known = new Map([
    ['ENOENT', 'none'],
    ['EISDIR', 'a folder'],
  ]);
  return known.get(systemCodeOf(error) ?? '') ?? systemErrorInWords(error) ?? 'none';
}

/** A verifier's trust; where the file came from is for the verifier to know. */
export async function readTrustFile(file: string): Promise<EvidenceTrust> {
  const trust = parseEvidenceTrust(await readGivenFile(file));
  if (trust.ok) return trust.value;
  const { path, expected, found } = trust.problem;
  return refuse(refusal('evidence.trust_invalid', { subject: `${file}${path}`, expected, found }));
}
