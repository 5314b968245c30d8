// SPDX-License-Identifier: Apache-2.0
// Applies path edits to a tree and stores every tree that results. A directory left empty disappears,
// as it does in git.

import type { GitObjectStore } from './git-object-store.ts';
import { encodeTree, readTree, type TreeEntry, type TreeMode } from './tree-object.ts';

/** Puts an object at a path, or removes what is there when `id` is null. */
export interface TreeEdit {
  readonly path: string;
  readonly mode: TreeMode;
  readonly id: string | null;
}

/** The path of a removal that found nothing to remove. */
export class MissingTreePathError extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`nothing lies at ${path}`);
    this.name = 'MissingTreePathError';
    this.path = path;
  }
}

/** Applies edits to a base tree (null for an empty one) and returns the id of the result. */
export function editTree(
  store: GitObjectStore,
  base: string | null,
  edits: readonly TreeEdit[],
): string {
  const entries = editLevel(store, base, edits);
  return store.put('tree', encodeTree(entries));
}

function editLevel(
  store: GitObjectStore,
  base: string | null,
  edits: readonly TreeEdit[],
): TreeEntry[] {
  const entries = new Map<string, TreeEntry>();
  for (const entry of base === null ? [] : readTree(store, base)) {
    entries.set(entry.name, entry);
  }
  const nested = new Map<string, TreeEdit[]>();
  for (const edit of edits) {
    const slash = edit.path.indexOf('/');
    if (slash === -1) {
      editEntry(entries, edit);
    } else {
      const name = edit.path.slice(0, slash);
      const below = nested.get(name) ?? [];
      below.push({ ...edit, path: edit.path.slice(slash + 1) });
      nested.set(name, below);
    }
  }
  for (const [name, below] of nested) {
    const present = entries.get(name);
    const tree = present?.mode === '040000' ? present.id : null;
    const children = editLevel(store, tree, below);
    if (children.length === 0) {
      entries.delete(name);
    } else {
      const id = store.put('tree', encodeTree(children));
      entries.set(name, { mode: '040000', name, id });
    }
  }
  return [...entries.values()];
}

function editEntry(entries: Map<string, TreeEntry>, edit: TreeEdit): void {
  if (edit.id !== null) {
    entries.set(edit.path, { mode: edit.mode, name: edit.path, id: edit.id });
  } else if (!entries.delete(edit.path)) {
    throw new MissingTreePathError(edit.path);
  }
}
