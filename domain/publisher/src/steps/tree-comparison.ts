// SPDX-License-Identifier: Apache-2.0
// Whether a tree is the base's with the approved files, and nothing else. GitHub shows objects that
// anybody has put into a fork; so that a tree is there under the approved id says nothing of what it
// holds, unless GitHub itself made it of base and files for us.
import type { ChangedFile, GitHubTreeEntry, GitObjectId } from '@marketops/core';
import type { Reading } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';

/** Two folders that should differ by `changes` alone; null where there is none. */
interface FolderPair {
  readonly path: string;
  readonly before: GitObjectId | null;
  readonly after: GitObjectId | null;
  /** The changes below, by their paths from here. */
  readonly changes: readonly Change[];
}

interface Change {
  readonly path: string;
  readonly file: ChangedFile;
}

type Entries = ReadonlyMap<string, GitHubTreeEntry>;

/** The first path at which `after` is not `before` with the changes; null where it is. */
export async function differenceOfTrees(
  pass: Pass,
  trees: Pick<FolderPair, 'before' | 'after'>,
  files: readonly ChangedFile[],
): Promise<Reading<string | null>> {
  const pairs: FolderPair[] = [
    { ...trees, path: '', changes: files.map((file) => ({ path: file.path, file })) },
  ];
  for (let pair = pairs.shift(); pair !== undefined; pair = pairs.shift()) {
    const [before, after] = await Promise.all([
      readFolder(pass, pair.before),
      readFolder(pass, pair.after),
    ]);
    if (before.kind === 'unreadable') return before;
    if (after.kind === 'unreadable') return after;
    const here = pair.path === '' ? 'the root' : pair.path;
    if (before.value === null || after.value === null) return { kind: 'read', value: here };
    const compared = compareFolders(pair, before.value, after.value);
    if (compared.different !== null) return { kind: 'read', value: compared.different };
    pairs.push(...compared.below);
  }
  return { kind: 'read', value: null };
}

/** The entries of a folder by name; none where there is no folder, null where not all are shown. */
async function readFolder(pass: Pass, oid: GitObjectId | null): Promise<Reading<Entries | null>> {
  if (oid === null) return { kind: 'read', value: new Map() };
  const reading = await pass.github.read(`tree ${oid}`, (reader) => reader.tree(oid));
  if (reading.kind === 'unreadable') return reading;
  if (reading.value === null || reading.value.truncated) return { kind: 'read', value: null };
  return {
    kind: 'read',
    value: new Map(reading.value.entries.map((entry) => [entry.path, entry])),
  };
}

interface Compared {
  readonly different: string | null;
  readonly below: readonly FolderPair[];
}

function compareFolders(pair: FolderPair, before: Entries, after: Entries): Compared {
  const below: FolderPair[] = [];
  const changed = changesByName(pair.changes);
  for (const name of new Set([...before.keys(), ...after.keys(), ...changed.keys()])) {
    const path = pair.path === '' ? name : `${pair.path}/${name}`;
    const [old, now] = [before.get(name), after.get(name)];
    const { here, within } = changed.get(name) ?? { here: null, within: [] };
    if (within.length > 0) {
      const folders = { before: folderOf(old), after: folderOf(now) };
      const inTheWay = here?.change === 'write' || (now !== undefined && folders.after === null);
      if (inTheWay) return { different: path, below: [] };
      below.push({ ...folders, path, changes: within });
    } else if (here === null ? !isSame(old, now) : !isAsChanged(here, now)) {
      return { different: path, below: [] };
    }
  }
  return { different: null, below };
}

interface ChangesOfName {
  here: ChangedFile | null;
  readonly within: Change[];
}

function changesByName(changes: readonly Change[]): ReadonlyMap<string, ChangesOfName> {
  const byName = new Map<string, ChangesOfName>();
  for (const { path, file } of changes) {
    const [name = '', ...rest] = path.split('/');
    const known = byName.get(name) ?? { here: null, within: [] };
    byName.set(name, known);
    if (rest.length === 0) known.here = file;
    else known.within.push({ path: rest.join('/'), file });
  }
  return byName;
}

function folderOf(entry: GitHubTreeEntry | undefined): GitObjectId | null {
  return entry?.type === 'tree' ? entry.oid : null;
}

function isSame(old: GitHubTreeEntry | undefined, now: GitHubTreeEntry | undefined): boolean {
  return old?.oid === now?.oid && old?.mode === now?.mode;
}

function isAsChanged(file: ChangedFile, now: GitHubTreeEntry | undefined): boolean {
  if (file.change === 'delete') return now === undefined;
  return now?.oid === file.blobOid && now.mode === file.mode;
}
