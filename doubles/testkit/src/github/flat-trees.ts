// SPDX-License-Identifier: Apache-2.0
// Git trees as flat lists of files, with the ids that nested tree objects of those files have.
import {
  treeId,
  type GitHubTree,
  type GitHubTreeEntry,
  type GitObjectId,
  type TreeEntry,
} from '@marketops/core';

/** A file of a tree. */
interface FlatFile {
  readonly mode: '100644' | '100755';
  readonly oid: GitObjectId;
}

/** A tree's files by path. */
export type FlatTree = ReadonlyMap<string, FlatFile>;

/** The id of the tree object that holds exactly these files. */
export function flatTreeId(files: FlatTree): GitObjectId {
  return treeId(entriesOf(files));
}

/** The folder of this id in any of the trees, as GitHub shows it; null where there is none. */
export function folderOf(trees: Iterable<FlatTree>, oid: GitObjectId): GitHubTree | null {
  for (const files of trees) {
    if (flatTreeId(files) === oid)
      return { oid, entries: entriesOf(files).map(shown), truncated: false };
    const below = folderOf(foldersOf(files).values(), oid);
    if (below !== null) return below;
  }
  return null;
}

function entriesOf(files: FlatTree): readonly TreeEntry[] {
  const here = [...files].filter(([path]) => !path.includes('/'));
  return [
    ...here.map(([name, { mode, oid }]) => ({ mode, name, id: oid })),
    ...[...foldersOf(files)].map(([name, folder]) => ({
      mode: '40000' as const,
      name,
      id: flatTreeId(folder),
    })),
  ];
}

function foldersOf(files: FlatTree): ReadonlyMap<string, FlatTree> {
  const folders = new Map<string, Map<string, FlatFile>>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) continue;
    const name = path.slice(0, slash);
    const folder = folders.get(name) ?? new Map<string, FlatFile>();
    folder.set(path.slice(slash + 1), file);
    folders.set(name, folder);
  }
  return folders;
}

function shown({ mode, name, id }: TreeEntry): GitHubTreeEntry {
  const isFolder = mode === '40000';
  return {
    path: name,
    mode: isFolder ? '040000' : mode,
    type: isFolder ? 'tree' : 'blob',
    oid: id,
  };
}
