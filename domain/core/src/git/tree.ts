// SPDX-License-Identifier: Apache-2.0
// Tree objects: one folder of a repository, in the one order and spelling that git accepts.
import { compareBytes, concatBytes } from '../encoding/bytes.ts';
import { hexDecode } from '../encoding/hex.ts';
import { utf8Encode } from '../encoding/utf8.ts';
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { objectId } from './object-encoding.ts';
import type { GitObjectId } from './object-id.ts';

/**
 * Every mode that git stores: file, executable file, symbolic link, folder, submodule.
 *
 * A folder is `40000` here, as in the object itself; GitHub's API writes `040000`.
 */
export const treeEntryModes = ['100644', '100755', '120000', '40000', '160000'] as const;

/** The mode of a tree entry. */
export type TreeEntryMode = (typeof treeEntryModes)[number];

/** One entry of a folder. */
export interface TreeEntry {
  readonly mode: TreeEntryMode;
  readonly name: string;
  readonly id: GitObjectId;
}

/**
 * Accepts the entries of one folder in any order.
 *
 * Refused are names used twice, empty, `.`, `..`, `.git` in any case, with a slash or NUL, and
 * ill-formed ones, and modes other than git's. The problem's path is `/INDEX/name` or the like.
 */
export function parseTreeEntries(entries: readonly TreeEntry[]): Parsed<readonly TreeEntry[]> {
  const seen = new Set<string>();
  for (const [index, { mode, name, id }] of entries.entries()) {
    if (!treeEntryModes.includes(mode)) {
      return refused(`/${index}/mode`, `one of ${treeEntryModes.join(', ')}`, describeText(mode));
    }
    if (!isEntryName(name)) {
      return refused(`/${index}/name`, 'a name git allows in a tree', describeText(name));
    }
    if (seen.has(name)) {
      return refused(`/${index}/name`, 'each name once', `${describeText(name)} twice`);
    }
    if (!/^[0-9a-f]{40}$/.test(id)) {
      return refused(`/${index}/id`, 'a full git object id', describeText(id));
    }
    seen.add(name);
  }
  return accepted(entries);
}

/**
 * The exact bytes of a tree. Entries come in any order and are written in git's: by the bytes of
 * their names, where a folder counts as ending in a slash.
 *
 * @throws RangeError for entries that `parseTreeEntries` refuses.
 */
export function encodeTree(entries: readonly TreeEntry[]): Uint8Array {
  const parsed = parseTreeEntries(entries);
  if (!parsed.ok) {
    const { path, expected, found } = parsed.problem;
    throw new RangeError(`expected ${expected} in tree entry ${path}, found ${found}`);
  }
  const keyed = entries.map((entry) => ({ entry, sortKey: sortKey(entry) }));
  keyed.sort((left, right) => compareBytes(left.sortKey, right.sortKey));
  return concatBytes(keyed.flatMap(({ entry }) => encodeEntry(entry)));
}

/** The object id of a tree; throws as `encodeTree` does. */
export function treeId(entries: readonly TreeEntry[]): GitObjectId {
  return objectId('tree', encodeTree(entries));
}

function isEntryName(name: string): boolean {
  if (name === '' || name === '.' || name === '..') return false;
  if (name.toLowerCase() === '.git') return false;
  return !name.includes('/') && !name.includes('\0') && name.isWellFormed();
}

function sortKey({ mode, name }: TreeEntry): Uint8Array {
  return utf8Encode(mode === '40000' ? `${name}/` : name);
}

function encodeEntry({ mode, name, id }: TreeEntry): Uint8Array[] {
  const idBytes = hexDecode(id);
  if (!idBytes.ok) throw new RangeError(`expected a git object id, found ${id}`);
  return [utf8Encode(`${mode} ${name}\0`), idBytes.value];
}
