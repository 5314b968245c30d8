// SPDX-License-Identifier: Apache-2.0
// Compares two trees file by file and counts changed lines. Renames are not detected: a moved file is
// one removal and one addition.

import type { GitObjectStore } from './git-object-store.ts';
import { countChangedLines, type LineCounts } from './line-diff.ts';
import { listTree, type TreePath } from './tree-object.ts';

/** One file that differs between two trees; `id` is the blob after the change, or before a removal. */
export interface FileChange extends LineCounts {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified';
  readonly id: string;
}

/** Lists the files that differ, by path; `before` is null when there is nothing to compare with. */
export function diffTrees(
  store: GitObjectStore,
  before: string | null,
  after: string,
): FileChange[] {
  const old = filesOf(store, before);
  const fresh = filesOf(store, after);
  const changes: FileChange[] = [];
  for (const path of [...new Set([...old.keys(), ...fresh.keys()])].toSorted()) {
    const left = old.get(path);
    const right = fresh.get(path);
    if (left?.id === right?.id && left?.mode === right?.mode) {
      continue;
    }
    const lines = countChangedLines(textOf(store, left), textOf(store, right));
    changes.push({
      path,
      status: statusOf(left, right),
      id: right?.id ?? left?.id ?? '',
      ...lines,
    });
  }
  return changes;
}

function statusOf(left: TreePath | undefined, right: TreePath | undefined): FileChange['status'] {
  if (left === undefined) {
    return 'added';
  }
  return right === undefined ? 'removed' : 'modified';
}

function filesOf(store: GitObjectStore, tree: string | null): Map<string, TreePath> {
  const entries = tree === null ? [] : listTree(store, tree, true);
  return new Map(
    entries.filter((entry) => entry.mode !== '040000').map((entry) => [entry.path, entry]),
  );
}

function textOf(store: GitObjectStore, entry: TreePath | undefined): string {
  if (entry === undefined) {
    return '';
  }
  return store.content(entry.id, 'blob')?.toString('utf8') ?? '';
}
