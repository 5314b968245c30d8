// SPDX-License-Identifier: Apache-2.0
// Files of a given size whose bytes follow from their names, written and hashed once for all subjects.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSha256Digest, type Sha256Digest } from '@marketops/core';
import { SeededEntropy, must } from '@marketops/testkit';
import type { ReleaseCase } from './release-case.ts';

/** A file of a case. */
export interface PayloadFile {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: Sha256Digest;
}

const chunkBytes = 1_048_576;
const counterBytes = 8;

/** Writes the files of a case into a folder. */
export async function writePayload(
  folder: string,
  { files, fileBytes }: ReleaseCase,
): Promise<readonly PayloadFile[]> {
  const payload: PayloadFile[] = [];
  for (let index = 0; index < files; index += 1) {
    payload.push(await writeFile(folder, `lantern-${index}.bin`, fileBytes));
  }
  return payload;
}

async function writeFile(folder: string, name: string, size: number): Promise<PayloadFile> {
  const path = join(folder, name);
  const chunk = Buffer.from(new SeededEntropy(name).bytes(Math.min(size, chunkBytes)));
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let written = 0; written < size; written += chunkBytes) {
      if (chunk.length >= counterBytes) chunk.writeBigUInt64LE(BigInt(written));
      const part = chunk.subarray(0, Math.min(chunk.length, size - written));
      hash.update(part);
      await file.write(part);
    }
  } finally {
    await file.close();
  }
  return { name, path, size, sha256: must(parseSha256Digest(hash.digest('hex'))) };
}
