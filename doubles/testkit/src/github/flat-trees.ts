// SPDX-License-Identifier: Apache-2.0
// Git trees as flat lists of files, with the ids that nested tree objects of those files have.
import { treeId, type GitObjectId, type TreeEntry } from '@marketops/core';

/** A file of a tree. */
interface FlatFile {
  readonly mode: '100644' | '100755';
  readonly oid: GitObjectId;
}

/** A tree's files by path. */
export type FlatTree = ReadonlyMap<string, FlatFile>;

/** The id of the tree object that holds exactly these files. */
export function flatTreeId(files: FlatTree): GitObjectId {
  const entries: TreeEntry[] = [];
  const folders = new Map<string, Map<string, FlatFile>>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      entries.push({ mode: file.mode, name: path, id: file.oid });
      continue;
    }
    const name = path.slice(0, slash);
    const folder = folders.get(name) ?? new Map<string, FlatFile>();
    folder.set(path.slice(slash + 1), file);
    folders.set(name, folder);
  }
  for (const [name, folder] of folders) {
    entries.push({ mode: '40000', name, id: flatTreeId(folder) });
  }
  return treeId(entries);
}
