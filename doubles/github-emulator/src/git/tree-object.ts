// SPDX-License-Identifier: Apache-2.0
// Tree objects: entries in git's order (a directory sorts as if its name ended in a slash).

import { isObjectId } from './git-object.ts';
import type { GitObjectStore } from './git-object-store.ts';

/** One entry of a tree; `mode` in the six-digit form of the REST interface, `040000` for a directory. */
export interface TreeEntry {
  readonly mode: TreeMode;
  readonly name: string;
  readonly id: string;
}

/** The modes that git gives meaning to. */
export type TreeMode = '100644' | '100755' | '040000' | '160000' | '120000';

const OBJECT_ID_BYTES = 20;

/** Reads a mode in either the stored or the REST form; undefined when it is none that git knows. */
export function parseTreeMode(text: string): TreeMode | undefined {
  switch (text) {
    case '40000':
    case '040000':
      return '040000';
    case '100644':
    case '100755':
    case '160000':
    case '120000':
      return text;
    case '100664':
      return '100644';
    default:
      return undefined;
  }
}

/** Names the kind of object that an entry of this mode points to. */
export function objectTypeOfMode(mode: TreeMode): 'tree' | 'commit' | 'blob' {
  if (mode === '040000') {
    return 'tree';
  }
  return mode === '160000' ? 'commit' : 'blob';
}

/** Encodes a tree as git stores it, sorting the entries. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const parts: Buffer[] = [];
  for (const entry of [...entries].toSorted(inGitOrder)) {
    const mode = entry.mode === '040000' ? '40000' : entry.mode;
    parts.push(Buffer.from(`${mode} ${entry.name}\0`, 'utf8'), Buffer.from(entry.id, 'hex'));
  }
  return Buffer.concat(parts);
}

function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    const mode = parseTreeMode(content.toString('latin1', at, space));
    const id = content.toString('hex', end + 1, end + 1 + OBJECT_ID_BYTES);
    if (mode === undefined || !isObjectId(id)) {
      throw new Error(`tree object is malformed at byte ${at}`);
    }
    entries.push({ mode, name: content.toString('utf8', space + 1, end), id });
    at = end + 1 + OBJECT_ID_BYTES;
  }
  return entries;
}

/** Reads the entries of a stored tree; throws when the store does not hold it. */
export function readTree(store: GitObjectStore, id: string): TreeEntry[] {
  const content = store.content(id, 'tree');
  if (content === undefined) {
    throw new Error(`tree ${id} is not in the store`);
  }
  return parseTree(content);
}

/** A file, directory or submodule found in a tree, with its full path. */
export interface TreePath extends TreeEntry {
  readonly path: string;
}

/** Lists a tree and, when asked, everything below it, in git's order. */
export function listTree(store: GitObjectStore, id: string, recursive: boolean): TreePath[] {
  const found: TreePath[] = [];
  const visit = (tree: string, prefix: string): void => {
    for (const entry of readTree(store, tree)) {
      const path = `${prefix}${entry.name}`;
      found.push({ ...entry, path });
      if (recursive && entry.mode === '040000') {
        visit(entry.id, `${path}/`);
      }
    }
  };
  visit(id, '');
  return found;
}

/** Finds what lies at a path below a tree; undefined when nothing does. */
export function findInTree(
  store: GitObjectStore,
  tree: string,
  path: string,
): TreeEntry | undefined {
  let entry: TreeEntry = { mode: '040000', name: '', id: tree };
  for (const name of path.split('/').filter((segment) => segment !== '')) {
    if (entry.mode !== '040000') {
      return undefined;
    }
    const next = readTree(store, entry.id).find((candidate) => candidate.name === name);
    if (next === undefined) {
      return undefined;
    }
    entry = next;
  }
  return entry;
}

function inGitOrder(left: TreeEntry, right: TreeEntry): number {
  return Buffer.compare(sortKey(left), sortKey(right));
}

function sortKey(entry: TreeEntry): Buffer {
  return Buffer.from(entry.mode === '040000' ? `${entry.name}/` : entry.name, 'utf8');
}
