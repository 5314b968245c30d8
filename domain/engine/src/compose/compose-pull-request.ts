// SPDX-License-Identifier: Apache-2.0
// Composes `open_pr`: the commit on its base, whose id is known before GitHub has it.
import {
  blobId,
  commitId,
  operationMarker,
  parseBranchName,
  parseTreePath,
  type ChangedFile,
  type OpenPrOperation,
} from '@marketops/core';
import type { FileChangeDraft, PullRequestDraft } from '../draft/operation-draft.ts';
import { operationIdFor } from '../run/plan-seeds.ts';
import { authorOf, checked, type Composed, type Composer } from './composer.ts';

/** The pull request of a draft. */
export function composePullRequest(draft: PullRequestDraft, composer: Composer): Composed {
  const { reader } = composer.verification.selection.discovery;
  const { base, tree } = baseOf(draft, composer);
  const head = { branch: checked(parseBranchName(draft.branch)) };
  const operationId = operationIdFor(composer.seeds, draft.name);
  const operation: OpenPrOperation = {
    kind: 'open_pr',
    operationId,
    repository: reader.identity,
    base,
    head,
    commitSigning: draft.commitSigning,
    commit: composeCommit(draft, { composer, parent: base.commit, tree }),
    files: draft.changes.map(composeChange),
    title: draft.title,
    body: `${draft.body}\n\n${operationMarker(operationId)}`,
    draft: draft.draft,
    maintainerCanModify: draft.maintainerCanModify,
  };
  const signed = 'the id of the commit: GitHub signs it, and so decides its bytes';
  return {
    operation,
    preconditions: [
      { kind: 'branch_at', branch: base.branch, commit: base.commit },
      { kind: 'branch_absent', branch: head.branch },
    ],
    unknowns: operation.commit.oid === null ? [signed] : [],
  };
}

function baseOf(draft: PullRequestDraft, { verification }: Composer) {
  const { branches, trees } = verification.repository;
  const found = branches.get(draft.base);
  const edited = trees.get(draft.name);
  if (found === undefined || found === null || edited?.ok !== true) {
    throw new RangeError(`expected the base and tree of "${draft.name}" to have been checked`);
  }
  const branch = checked(parseBranchName(draft.base));
  return { base: { branch, commit: found.commit, tree: found.tree }, tree: edited.tree };
}

function composeCommit(
  { message, commitSigning }: PullRequestDraft,
  given: {
    readonly composer: Composer;
    readonly parent: OpenPrOperation['base']['commit'];
    readonly tree: OpenPrOperation['commit']['tree'];
  },
): OpenPrOperation['commit'] {
  const person = authorOf(given.composer);
  const content = { tree: given.tree, message, author: person, committer: person };
  const oid = commitSigning === 'github' ? null : commitId({ ...content, parents: [given.parent] });
  return { oid, ...content };
}

function composeChange(change: FileChangeDraft): ChangedFile {
  const path = checked(parseTreePath(change.path));
  if (change.change === 'delete') return { change: 'delete', path };
  const { bytes, sha256, executable } = change;
  return {
    change: 'write',
    path,
    mode: executable ? '100755' : '100644',
    size: bytes.length,
    sha256,
    blobOid: blobId(bytes),
  };
}
