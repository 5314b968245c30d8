// SPDX-License-Identifier: Apache-2.0
// The id of a tree after files were written and deleted, computed from the folders of the base tree
// before anything exists on GitHub. Only the folders that change are read, and each is believed only
// if its entries hash to its own id.
import {
  parseTreeEntries,
  treeEntryModes,
  treeId,
  type GitHubTree,
  type GitObjectId,
  type TreeEntry,
  type TreeEntryMode,
} from '@marketops/core';

/** A change of one path; a null `blobOid` deletes it. */
export interface TreeChange {
  readonly path: string;
  readonly mode: '100644' | '100755';
  readonly blobOid: GitObjectId | null;
}

/** Reads one folder; null where it cannot be read. */
export type TreeLoader = (oid: GitObjectId) => Promise<GitHubTree | null>;

/** The new tree, or why there is none. */
export type EditedTree =
  | { readonly ok: true; readonly tree: GitObjectId }
  | {
      readonly ok: false;
      readonly path: string;
      readonly expected: string;
      readonly found: string;
    };

interface Change {
  readonly segments: readonly string[];
  readonly change: TreeChange;
}

/**
 * The id of `base` with `changes` applied, each path at most once. A folder that loses its last file
 * disappears, as git has no empty folders; the root may become empty.
 */
export async function editTree(
  base: GitObjectId,
  changes: readonly TreeChange[],
  load: TreeLoader,
): Promise<EditedTree> {
  const split = changes.map((change) => ({ segments: change.path.split('/'), change }));
  const editor = new TreeEditor(load);
  try {
    const entries = await editor.edit(base, split, '');
    return { ok: true, tree: treeId(entries) };
  } catch (error) {
    if (error instanceof TreeRefusal) {
      return { ok: false, path: error.path, expected: error.expected, found: error.found };
    }
    throw error;
  }
}

/** Ends an edit from inside the recursion; never leaves this file. */
class TreeRefusal extends Error {
  override readonly name = 'TreeRefusal';
  readonly path: string;
  readonly expected: string;
  readonly found: string;

  constructor(path: string, expected: string, found: string) {
    super(`${path}: expected ${expected}, found ${found}`);
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}

class TreeEditor {
  readonly #load: TreeLoader;

  constructor(load: TreeLoader) {
    this.#load = load;
  }

  /** The entries of a folder after the changes; `oid` is null for a folder that is new. */
  async edit(
    oid: GitObjectId | null,
    changes: readonly Change[],
    path: string,
  ): Promise<readonly TreeEntry[]> {
    const entries = new Map(
      (oid === null ? [] : await this.#entries(oid, path)).map((entry) => [entry.name, entry]),
    );
    for (const [name, below] of byFirstSegment(changes)) {
      const where = path === '' ? name : `${path}/${name}`;
      const entry = await this.#editEntry(entries.get(name), below, where);
      if (entry === null) entries.delete(name);
      else entries.set(name, { ...entry, name });
    }
    return [...entries.values()];
  }

  async #editEntry(
    present: TreeEntry | undefined,
    changes: readonly Change[],
    path: string,
  ): Promise<Pick<TreeEntry, 'mode' | 'id'> | null> {
    const [own, ...others] = changes.filter(({ segments }) => segments.length === 1);
    if (own !== undefined) {
      if (others.length > 0 || changes.length > 1) {
        throw new TreeRefusal(path, 'either a file or a folder', 'changes of both');
      }
      return editFile(present, own.change);
    }
    if (present !== undefined && present.mode !== '40000') {
      throw new TreeRefusal(path, 'a folder on the base branch', 'something else');
    }
    const below = changes.map(({ segments, change }) => ({ segments: segments.slice(1), change }));
    const entries = await this.edit(present?.id ?? null, below, path);
    return entries.length === 0 ? null : { mode: '40000', id: treeId(entries) };
  }

  async #entries(oid: GitObjectId, path: string): Promise<readonly TreeEntry[]> {
    const where = path === '' ? '/' : path;
    const tree = await this.#load(oid);
    if (tree === null || tree.truncated) {
      throw new TreeRefusal(where, 'a folder that can be read whole', 'not all of it');
    }
    const entries = tree.entries.map(({ path: name, mode, oid: id }) => {
      const known = treeEntryMode(mode);
      if (known === undefined) throw new TreeRefusal(where, 'a known mode', mode);
      return { name, mode: known, id };
    });
    if (!parseTreeEntries(entries).ok || treeId(entries) !== oid) {
      throw new TreeRefusal(where, `entries that make up tree ${oid}`, 'others');
    }
    return entries;
  }
}

function editFile(
  present: TreeEntry | undefined,
  { path, mode, blobOid }: TreeChange,
): Pick<TreeEntry, 'mode' | 'id'> | null {
  if (present?.mode === '40000' || present?.mode === '160000' || present?.mode === '120000') {
    throw new TreeRefusal(path, 'a file on the base branch, or nothing', `mode ${present.mode}`);
  }
  if (blobOid !== null) return { mode, id: blobOid };
  if (present === undefined) {
    throw new TreeRefusal(path, 'a file on the base branch to delete', 'none');
  }
  return null;
}

/** GitHub writes the mode of a folder with a leading zero, git without. */
function treeEntryMode(mode: string): TreeEntryMode | undefined {
  const spelled = mode === '040000' ? '40000' : mode;
  return treeEntryModes.find((known) => known === spelled);
}

function byFirstSegment(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const first = change.segments[0] ?? '';
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [change]);
    else group.push(change);
  }
  return groups;
}
