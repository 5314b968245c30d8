// SPDX-License-Identifier: Apache-2.0
// Trees with a planted violation. A rule gets a tree in memory; a tool gets a directory that carries
// the repository's own configuration, so that a canary proves the configuration that is in force.

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { treeOf, type SourceTree, type TreeFile } from '../gates/source-tree.ts';
import { inspect, type Rule } from '../gates/rule.ts';
import { describeViolation } from '../gates/violation.ts';

/** The root of the repository that the tests run in. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The first lines that every file of code has. */
export const header = '// SPDX-License-Identifier: Apache-2.0\n// Says what it guarantees.\n';

/** Content by path. */
export type Planted = Readonly<Record<string, string>>;

function planted(files: Planted): SourceTree {
  return treeOf(Object.entries(files).map(([path, text]) => plantedFile(path, text)));
}

/** Builds one file in memory. */
export function plantedFile(
  path: string,
  text: string,
  kind: TreeFile['kind'] = 'plain',
): TreeFile {
  return { path, text, kind, bytes: Buffer.byteLength(text) };
}

/** Applies one rule to a tree in memory and returns what it says. */
export function complaints(rule: Rule, files: Planted): string[] {
  return inspect(planted(files), [rule]).map(describeViolation);
}

const configuration = [
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'domain/tsconfig.json',
  '.oxlintrc.json',
  '.oxfmtrc.json',
  'knip.jsonc',
];

/** Hands `use` a directory with the repository's configuration and the planted files. */
export function withPlantedDirectory<T>(
  files: Planted,
  use: (root: string) => Promise<T>,
): Promise<T> {
  return withEmptyDirectory((root) => {
    for (const path of configuration) cpSync(join(repositoryRoot, path), join(root, path));
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  });
}

/** Hands `use` a directory of its own, then removes it. */
export async function withEmptyDirectory<T>(use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'marketops-planted-'));
  try {
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
