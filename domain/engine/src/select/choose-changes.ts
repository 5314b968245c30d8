// SPDX-License-Identifier: Apache-2.0
// Chooses what a pull request writes and deletes. One path is changed once; a folder's files go
// below the folder they are for.
import { refusal, type Refusal } from '@marketops/core';
import { objection, type Objection } from '../check/objection.ts';
import type { OpenPrConfig } from '../config/operation-config.ts';
import type { FoundFiles } from '../discover/read-files.ts';
import { draftSubject, type FileChangeDraft } from '../draft/operation-draft.ts';

/** The changes of a pull request, sorted by path. */
export function chooseChanges(
  operation: OpenPrConfig,
  files: FoundFiles,
  objections: Objection[],
): readonly FileChangeDraft[] {
  const object = (why: Refusal) => {
    objections.push(objection('files_present', [operation.name], why));
  };
  const changes = new Map<string, FileChangeDraft>();
  const add = (change: FileChangeDraft) => {
    if (changes.has(change.path)) {
      const details = { expected: 'one change of each path', found: `two of ${change.path}` };
      object(refusal('project.path_invalid', { subject: draftSubject(operation), ...details }));
    }
    changes.set(change.path, change);
  };
  for (const { from, path } of writes(operation, files, object)) {
    const source = files.sources.get(from);
    const problem = files.problems.get(from);
    if (problem !== undefined) object(problem);
    if (source === undefined) continue;
    const { bytes, sha256, executable } = source;
    add({ change: 'write', path, from, bytes, sha256, executable });
  }
  for (const path of operation.deletes) add({ change: 'delete', path });
  return [...changes.values()].toSorted(byPath);
}

interface Write {
  readonly from: string;
  readonly path: string;
}

function writes(
  operation: OpenPrConfig,
  { folders, problems }: FoundFiles,
  object: (why: Refusal) => void,
): readonly Write[] {
  const ofFolders = operation.folders.flatMap(({ from, path }) => {
    const found = folders.get(from) ?? [];
    const problem = problems.get(from);
    if (problem !== undefined) object(problem);
    else if (found.length === 0) {
      const details = { expected: `files in ${from}`, found: 'none' };
      object(refusal('project.file_missing', { subject: draftSubject(operation), ...details }));
    }
    return found.map((file) => ({ from: file, path: `${path}${file.slice(from.length)}` }));
  });
  return [...operation.files, ...ofFolders];
}

function byPath(left: FileChangeDraft, right: FileChangeDraft): number {
  if (left.path === right.path) return 0;
  return left.path < right.path ? -1 : 1;
}
