// SPDX-License-Identifier: Apache-2.0
// The evidence packs of a home that are about one operation.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationId } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';

/** Their paths, sorted; none where none was written. */
export async function evidenceFiles(
  { files }: OpenedHome,
  operationId: OperationId,
): Promise<readonly string[]> {
  const names = await readdir(files.evidence).catch(() => []);
  return names
    .filter((name) => name.startsWith(`${operationId}.`))
    .toSorted()
    .map((name) => join(files.evidence, name));
}
