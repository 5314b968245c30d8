// SPDX-License-Identifier: Apache-2.0
// What an import points at, resolved as far as the rules need it.

import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { SourceTree, TreeFile } from '../source-tree.ts';
import { readManifest } from './manifest.ts';
import { computedSpecifier } from './module-references.ts';
import { packageAt, type HousePackage } from './place.ts';

/** A package of the house as others see it. */
export interface OfferedPackage extends HousePackage {
  /** The file behind each specifier that others may write. */
  readonly entries: ReadonlyMap<string, string>;
}

/** The target of an import. */
export type Target =
  | { readonly kind: 'own-file' }
  | { readonly kind: 'foreign-file'; readonly owner: HousePackage }
  | { readonly kind: 'package'; readonly owner: OfferedPackage; readonly deep: boolean }
  | { readonly kind: 'builtin'; readonly prefixed: boolean }
  | { readonly kind: 'npm'; readonly name: string }
  | { readonly kind: 'computed' }
  | { readonly kind: 'unknown-package'; readonly name: string };

const houseScope = '@marketops/';

const packagesByTree = new WeakMap<SourceTree, ReadonlyMap<string, OfferedPackage>>();
const manifestPath = /^((domain|adapters|faces|doubles)\/[^/]+|scenarios)\/package\.json$/;

/** The packages of the house by the name that others import them under. */
export function housePackages(tree: SourceTree): ReadonlyMap<string, OfferedPackage> {
  const known = packagesByTree.get(tree);
  if (known !== undefined) return known;
  const manifests = tree.files.filter(({ path }) => manifestPath.test(path));
  const packages = new Map(manifests.map((file) => offeredBy(file)));
  packagesByTree.set(tree, packages);
  return packages;
}

function offeredBy(file: TreeFile): [string, OfferedPackage] {
  const { name, exports } = readManifest(file);
  const owner = packageAt(file.path);
  const entries = [...exports].map(
    ([subpath, target]) => [posix.join(name, subpath), posix.join(owner.home, target)] as const,
  );
  return [name, { ...owner, entries: new Map(entries) }];
}

/** The file behind the specifier of a package of the house. */
export function entryOf(specifier: string, tree: SourceTree): string | undefined {
  return housePackages(tree).get(packageNameOf(specifier))?.entries.get(specifier);
}

/** Resolves a specifier as written in the file at `path`. */
export function targetOf(
  specifier: string,
  path: string,
  packages: ReadonlyMap<string, OfferedPackage>,
): Target {
  if (specifier === computedSpecifier) return { kind: 'computed' };
  if (/^\.{0,2}\//.test(specifier)) return fileTarget(specifier, path);
  if (isBuiltin(specifier)) return { kind: 'builtin', prefixed: specifier.startsWith('node:') };
  const name = packageNameOf(specifier);
  if (!specifier.startsWith(houseScope)) return { kind: 'npm', name };
  const owner = packages.get(name);
  if (owner === undefined) return { kind: 'unknown-package', name };
  return { kind: 'package', owner, deep: !owner.entries.has(specifier) };
}

function fileTarget(specifier: string, path: string): Target {
  const resolved = posix.join(posix.dirname(path), specifier);
  const owner = packageAt(resolved);
  return owner.home === packageAt(path).home
    ? { kind: 'own-file' }
    : { kind: 'foreign-file', owner };
}

function packageNameOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
