// SPDX-License-Identifier: Apache-2.0
// docs/dependencies.md has one row for each npm package that any package.json declares, with its
// version, and no row more.

import type { Finding, Rule } from '../rule.ts';
import type { SourceTree, TreeFile } from '../source-tree.ts';
import { readManifest } from './manifest.ts';

const pagePath = 'docs/dependencies.md';
const manifestPath = /(^|\/)package\.json$/;
const row = /^\| `([^`]+)` \| ([^| ]+) \| [^|]+ \| [^|]+ \|$/;

/** The page of dependencies says what the manifests say. */
export const dependencyPageRule: Rule = {
  name: 'boundaries/dependency-page',
  concerns: ({ path }) => path === pagePath,
  inspect: (page, tree) => compare(page, declaredIn(tree)),
};

function* compare(page: TreeFile, declared: ReadonlyMap<string, string>): Iterable<Finding> {
  const described = rowsOf(page);
  for (const [name, version] of declared) {
    const found = described.get(name)?.version;
    if (found === version) continue;
    const message =
      found === undefined
        ? `${name} ${version} has no row; add \`| name | version | field | why this one |\``
        : `${name} is ${version} in the manifests and ${found} here`;
    yield { message };
  }
  for (const [name, { line }] of described) {
    if (!declared.has(name)) yield { line, message: `${name} is declared nowhere; remove its row` };
  }
}

function rowsOf(page: TreeFile): Map<string, { version: string; line: number }> {
  const rows = new Map<string, { version: string; line: number }>();
  for (const [index, text] of page.text.split('\n').entries()) {
    const [, name, version] = row.exec(text) ?? [];
    if (name !== undefined && version !== undefined) rows.set(name, { version, line: index + 1 });
  }
  return rows;
}

function declaredIn(tree: SourceTree): Map<string, string> {
  const manifests = tree.files
    .filter(({ path }) => manifestPath.test(path) && !path.startsWith('examples/'))
    .map(readManifest);
  return new Map(
    manifests
      .flatMap(({ dependencies, devDependencies }) => [...dependencies, ...devDependencies])
      .filter(([name]) => !name.startsWith('@marketops/')),
  );
}
