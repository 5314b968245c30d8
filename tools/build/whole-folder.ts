// SPDX-License-Identifier: Apache-2.0
// A folder that is made whole or not at all: nothing of somebody else's is built over, and a build that
// failed leaves nothing behind that looks like one.

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { Refusal } from '../bootstrap/refusal.mjs';

/**
 * Has `make` fill a folder that is empty or not there yet.
 * @throws {Refusal} where the folder holds something, and whatever `make` throws
 */
export async function makeWhole<T>(folder: string, make: () => Promise<T>): Promise<T> {
  requireEmpty(folder);
  try {
    return await make();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function requireEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new Refusal({
    found: `${folder}, which holds something already`,
    expected: 'an empty folder, or one that is not there yet',
    next: 'name another folder, or remove this one',
  });
}
