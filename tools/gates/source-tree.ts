// SPDX-License-Identifier: Apache-2.0
// The tree of files that a gate reads. Gates see the repository and the planted trees of their own
// tests through the same type, so that a canary runs the very code that guards the repository.

/** One file of a tree. */
export interface TreeFile {
  /** Relative to the root of the tree, with forward slashes. */
  readonly path: string;
  readonly kind: 'plain' | 'executable' | 'symlink';
  readonly bytes: number;
  /** The content as UTF-8. Reading it is lazy: most gates look at few files. */
  readonly text: string;
}

/** A set of files, in the order of their paths. */
export interface SourceTree {
  readonly files: readonly TreeFile[];
  find(path: string): TreeFile | undefined;
}

/** Builds a tree from its files. */
export function treeOf(files: readonly TreeFile[]): SourceTree {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const byPath = new Map(sorted.map((file) => [file.path, file]));
  return { files: sorted, find: (path) => byPath.get(path) };
}
