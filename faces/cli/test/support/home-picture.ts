// SPDX-License-Identifier: Apache-2.0
// A picture of a home, to see that a refused command left nothing half-written behind.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { jsonOf, runCommand, type Environment } from './command-run.ts';

/** What changes with every command: the database, and the head of its log. */
const moving = /^(marketops\.db.*|checkpoint)$/;

/** The digest of every other file by its path. */
function filesOf(home: string): ReadonlyMap<string, string> {
  if (!existsSync(home)) return new Map();
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !moving.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  return new Map(
    files.map((path) => [
      relative(home, path),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );
}

/** What a home shows of itself: its files, what is not over, and how many records its log has. */
export async function pictureOf(home: string, environment: Environment) {
  const { requests, receipts, operations } = jsonOf(
    await runCommand(['status', '--json'], environment),
  );
  return { files: filesOf(home), requests, receipts, operations };
}
