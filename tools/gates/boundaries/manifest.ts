// SPDX-License-Identifier: Apache-2.0
// Reads the parts of a package.json that the gates compare with the code.

import type { TreeFile } from '../source-tree.ts';

/** What a package declares. */
export interface Manifest {
  readonly name: string;
  /** Version by package name. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly devDependencies: ReadonlyMap<string, string>;
  /** The file behind each subpath that others may import; `.` is the package itself. */
  readonly exports: ReadonlyMap<string, string>;
}

/**
 * Reads a package.json.
 * @throws where it is no JSON object
 */
export function readManifest(file: TreeFile): Manifest {
  const parsed: unknown = JSON.parse(file.text);
  if (!isRecord(parsed)) throw new Error(`${file.path} is not a JSON object`);
  return {
    name: typeof parsed['name'] === 'string' ? parsed['name'] : '',
    dependencies: textsIn(parsed['dependencies']),
    devDependencies: textsIn(parsed['devDependencies']),
    exports: textsIn(parsed['exports'] ?? { '.': './src/index.ts' }),
  };
}

function textsIn(value: unknown): Map<string, string> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return new Map(entries.map(([name, text]) => [name, String(text)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
