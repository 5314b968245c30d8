// SPDX-License-Identifier: Apache-2.0
// Which names of a file assert something when they are called: the assertion libraries' own, and every
// function, here or imported, whose body reaches one of them.

import { posix } from 'node:path';
import { entryOf } from '../boundaries/target.ts';
import { isTest } from '../house.ts';
import type { SourceTree, TreeFile } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';
import { callFacts, type Call, type CallFacts } from './call-facts.ts';

const libraryNames = ['expect', 'assert', 'assertType', 'expectTypeOf'];
const sayingSo = /^(expect|assert)[A-Z]/;

/** Whether a call asserts, given the names that are known to. */
export function isAssertion({ name, onLiteral }: Call, asserting: ReadonlySet<string>): boolean {
  const parts = name.split('.');
  const [root = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (libraryNames.includes(root)) return !onLiteral;
  return name === 'fc.assert' || sayingSo.test(last) || asserting.has(name);
}

const known = new WeakMap<SourceTree, Map<string, Set<string>>>();

/** The names, defined in or brought into a file, that assert when they are called. */
export function assertingNames(file: TreeFile, tree: SourceTree): ReadonlySet<string> {
  const byPath = known.get(tree) ?? new Map<string, Set<string>>();
  known.set(tree, byPath);
  const found = byPath.get(file.path);
  if (found !== undefined) return found;
  const asserting = new Set<string>();
  // Entered before the search goes on, so that modules that import each other end it.
  byPath.set(file.path, asserting);
  for (const name of broughtIn(file, tree)) asserting.add(name);
  spread(callFacts(file), asserting);
  return asserting;
}

/** The asserting names that a file imports, or passes on by `export … from`. */
function broughtIn(file: TreeFile, tree: SourceTree): string[] {
  return syntaxOf(file).program.body.flatMap((node) => {
    if (node.type === 'ImportDeclaration') {
      const behind = namesBehind(node.source.value, file, tree);
      return node.specifiers.flatMap((specifier) => {
        if (specifier.type !== 'ImportSpecifier') return [];
        return behind.has(textOf(specifier.imported)) ? [specifier.local.name] : [];
      });
    }
    if (node.type !== 'ExportNamedDeclaration' || node.source === null) return [];
    const behind = namesBehind(node.source.value, file, tree);
    return node.specifiers.flatMap(({ local, exported }) =>
      behind.has(textOf(local)) ? [textOf(exported)] : [],
    );
  });
}

function textOf(name: { name: string } | { value: string }): string {
  return 'name' in name ? name.name : name.value;
}

function namesBehind(specifier: string, from: TreeFile, tree: SourceTree): ReadonlySet<string> {
  const file = resolve(specifier, from, tree);
  return file === undefined ? new Set() : assertingNames(file, tree);
}

/** The imported file where it may hold assertions: what is shipped asserts nothing of a test. */
function resolve(specifier: string, from: TreeFile, tree: SourceTree): TreeFile | undefined {
  const path = specifier.startsWith('.')
    ? posix.join(posix.dirname(from.path), specifier)
    : (entryOf(specifier, tree) ?? '');
  return isTest(path) || /^(doubles|scenarios)\//.test(path) ? tree.find(path) : undefined;
}

/** Adds functions that call an asserting one until none is left to add. */
function spread({ calls, functions }: CallFacts, asserting: Set<string>): void {
  for (let before = -1; before !== asserting.size; ) {
    before = asserting.size;
    const places = calls.filter((call) => isAssertion(call, asserting)).map(({ start }) => start);
    for (const { name, start, end } of functions) {
      if (places.some((place) => place >= start && place < end)) asserting.add(name);
    }
  }
}
