// SPDX-License-Identifier: Apache-2.0
// Leaves as an auditor is given them: from a store, or from a file that was exported from one.
import type { LogReader } from '../storage/log-storage.ts';

/** One leaf with its place; `storedHash` is the hash that the store kept for it, null where unknown. */
export interface LoggedLeaf {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly storedHash: Uint8Array | null;
}

/** The leaves of a log from the first on, `count` of them. */
export async function* readLoggedLeaves(
  reader: LogReader,
  count: number,
): AsyncGenerator<LoggedLeaf> {
  for (let index = 0; index < count; index += 1) {
    const [storedHash = null] = await reader.readNodes([{ level: 0, index }]);
    yield { index, leaf: await reader.readLeaf(index), storedHash };
  }
}
