// SPDX-License-Identifier: Apache-2.0
// What a package offers to others is what others take. An index keeps alive whatever it lists, so that
// nothing else can see code that nobody uses; and what only a package's own tests take from its index
// is a promise that nobody asked for.

import { isHouseCode } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import type { SourceTree, TreeFile } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';
import { packageAt } from './place.ts';
import { takenNames } from './taken-names.ts';
import { housePackages, targetOf } from './target.ts';

const index = /^(domain|adapters|faces|doubles)\/.*\/index\.ts$/;

/** Every name in a package's index is imported by another package. */
export const offerRule: Rule = {
  name: 'boundaries/offers',
  concerns: ({ path }) => index.test(path),
  inspect: (file, tree) => unwanted(file, tree),
};

/** What is taken from another package is taken by name. */
export const namedImportRule: Rule = {
  name: 'boundaries/named-imports',
  concerns: ({ path }) => isHouseCode(path),
  *inspect(file, tree) {
    for (const { specifier, name, line } of takenNames(file)) {
      const target = targetOf(specifier, file.path, housePackages(tree));
      if (target.kind !== 'package' || name !== null) continue;
      yield {
        line,
        message: `takes all of ${specifier}; name what is used, so that it can be seen`,
      };
    }
  },
};

function* unwanted(file: TreeFile, tree: SourceTree): Iterable<Finding> {
  const { home } = packageAt(file.path);
  const taken = takenFrom(file.path, tree);
  // An index that no other package can reach is knip's to judge.
  if (taken === undefined) return;
  const syntax = syntaxOf(file);
  for (const { start, entries } of syntax.module.staticExports) {
    for (const { exportName } of entries) {
      const name = exportName.name ?? 'default';
      if (taken.has(name)) continue;
      const line = syntax.lineAt(start);
      yield {
        line,
        message: `no other package imports ${name} of ${home}; take it out of the list`,
      };
    }
  }
}

const takenByTree = new WeakMap<SourceTree, ReadonlyMap<string, ReadonlySet<string>>>();

/** The names that other packages take from an entry of a package; undefined where it is no entry. */
function takenFrom(entry: string, tree: SourceTree): ReadonlySet<string> | undefined {
  const known = takenByTree.get(tree) ?? takenInAll(tree);
  takenByTree.set(tree, known);
  return known.get(entry);
}

function takenInAll(tree: SourceTree): ReadonlyMap<string, ReadonlySet<string>> {
  const packages = housePackages(tree);
  const entries = new Map([...packages.values()].flatMap((owner) => [...owner.entries]));
  const taken = new Map([...entries.values()].map((path) => [path, new Set<string>()]));
  for (const file of tree.files.filter(({ path }) => isHouseCode(path))) {
    for (const { specifier, name } of takenNames(file)) {
      const entry = entries.get(specifier);
      if (entry === undefined || name === null) continue;
      if (packageAt(entry).home !== packageAt(file.path).home) taken.get(entry)?.add(name);
    }
  }
  return taken;
}
