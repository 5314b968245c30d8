// SPDX-License-Identifier: Apache-2.0
// Reads the repository as git sees it: tracked files and new ones that are not ignored, as they lie
// on the disk now.

import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { treeOf, type SourceTree, type TreeFile } from './source-tree.ts';

const executableBits = 0o111;
const listingBytesMax = 64 * 1024 * 1024;

/**
 * Reads the tree of a git work tree.
 * @throws where `root` is no git work tree
 */
export function gitTree(root: string): SourceTree {
  const listing = execFileSync(
    'git',
    // The directory may belong to another user, as in a container that mounts it.
    ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: listingBytesMax },
  );
  const paths = new Set(listing.split('\0').filter((path) => path !== ''));
  return treeOf([...paths].flatMap((path) => fileOnDisk(root, path)));
}

function fileOnDisk(root: string, path: string): TreeFile[] {
  const place = join(root, path);
  const status = lstatSync(place, { throwIfNoEntry: false });
  if (status === undefined) return [];
  let text: string | undefined;
  return [
    {
      path,
      kind: kindOf(status),
      bytes: status.size,
      get text() {
        text ??= status.isFile() ? readFileSync(place, 'utf8') : '';
        return text;
      },
    },
  ];
}

function kindOf(status: Stats): TreeFile['kind'] {
  if (status.isSymbolicLink()) return 'symlink';
  return (status.mode & executableBits) === 0 ? 'plain' : 'executable';
}
