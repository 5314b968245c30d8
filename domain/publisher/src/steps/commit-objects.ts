// SPDX-License-Identifier: Apache-2.0
// The objects of a pull request's commit. Their ids follow from their content, so that GitHub can
// hold the approved ones or none; another id in an answer ends the operation before any ref exists.
import {
  blobId,
  refusal,
  type GitHubTree,
  type GitObjectId,
  type OpenPrOperation,
  type WrittenFile,
} from '@marketops/core';
import { absent, asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, type Step } from '../protocol/step.ts';
import { readApproved } from './approved-content.ts';
import { differenceOfTrees } from './tree-comparison.ts';
import { stepName } from './step-names.ts';

/** Creates the blob of one file. */
export function blobStep(pass: Pass, file: WrittenFile): Step<GitObjectId> {
  return {
    name: stepName('blob', file.blobOid),
    observe: async () => {
      const reading = await pass.github.read(`blob ${file.blobOid}`, (reader) =>
        reader.blobExists(file.blobOid),
      );
      if (reading.kind === 'unreadable') return reading;
      return reading.value ? observeBytes(pass, file) : absent;
    },
    apply: async () => {
      const content = await readApproved(pass.content, { ...file, name: file.path });
      if ('code' in content) return { kind: 'no_content', refusal: content };
      const reply = await pass.github.write((writer) => writer.createBlob(content));
      return appliedOf(reply, (oid) => ({
        handle: oid,
        shows: judgeObjectId(`blob of ${file.path}`, file.blobOid, oid),
      }));
    },
  };
}

/**
 * Whether the approved bytes have the id that stands beside them. Where GitHub makes the blob it says so
 * itself; a blob that is there already may be anybody's.
 */
export async function observeBytes(
  pass: Pass,
  file: WrittenFile,
): Promise<Observation<GitObjectId>> {
  const content = await readApproved(pass.content, { ...file, name: file.path });
  if ('code' in content) return conflicting(content);
  const found = blobId(content);
  if (found === file.blobOid) return asApproved(found, found);
  const details = { subject: file.path, expected: `bytes of ${file.blobOid}`, found };
  return conflicting(refusal('content.changed', details));
}

/** Creates the tree, as a change of the base's. */
export function treeStep(pass: Pass, operation: OpenPrOperation): Step<GitObjectId> {
  const { tree } = operation.commit;
  return {
    name: stepName('tree'),
    observe: async () => {
      const reading = await pass.github.read(`tree ${tree}`, (reader) => reader.tree(tree));
      if (reading.kind === 'unreadable') return reading;
      if (reading.value === null) return absent;
      return isMade(pass) ? judgeTree(tree, reading.value) : observeContent(pass, operation);
    },
    apply: async () => {
      const changes = operation.files.map((file) =>
        file.change === 'write'
          ? { path: file.path, mode: file.mode, blobOid: file.blobOid }
          : { path: file.path, mode: '100644' as const, blobOid: null },
      );
      const reply = await pass.github.write((writer) =>
        writer.createTree(operation.base.tree, changes),
      );
      return appliedOf(reply, (value) => ({ handle: value.oid, shows: judgeTree(tree, value) }));
    },
  };
}

/** Whether GitHub itself made the tree of base and files for us, or it was compared with them. */
export function isMade({ journal }: Pass): boolean {
  return journal.handlesOf(stepName('tree')).length > 0;
}

/** Looks into a tree that is there, and not because GitHub said that it made it for us. */
async function observeContent(
  pass: Pass,
  { base, commit: { tree }, files }: OpenPrOperation,
): Promise<Observation<GitObjectId>> {
  const reading = await differenceOfTrees(pass, { before: base.tree, after: tree }, files);
  if (reading.kind === 'unreadable') return reading;
  if (reading.value === null) return asApproved(tree, tree);
  const details = { subject: `tree ${tree}`, expected: 'the base with the approved files alone' };
  return conflicting(
    refusal('github.object_id_mismatch', { ...details, found: `a difference at ${reading.value}` }),
  );
}

function judgeTree(approved: GitObjectId, { oid }: GitHubTree): Observation<GitObjectId> {
  return judgeObjectId('tree', approved, oid);
}

/** Judges an object by its id. */
function judgeObjectId(
  subject: string,
  approved: GitObjectId,
  shown: GitObjectId,
): Observation<GitObjectId> {
  if (shown === approved) return asApproved(shown, shown);
  const details = { subject, expected: approved, found: shown };
  return conflicting(refusal('github.object_id_mismatch', details));
}
