// SPDX-License-Identifier: Apache-2.0
// The commit of a pull request. Its id is the approved one; where GitHub signs it, the id cannot be
// known before, and tree, parent and message bind it instead.
import {
  parseGitObjectId,
  refusal,
  type GitHubCommit,
  type OpenPrOperation,
} from '@marketops/core';
import { absent, asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, type Step } from '../protocol/step.ts';
import { stepName } from './step-names.ts';

/** Creates the commit. */
export function commitStep(pass: Pass, operation: OpenPrOperation): Step<GitHubCommit> {
  return {
    name: stepName('commit'),
    observe: () => observeCommit(pass, operation),
    apply: async () => {
      const { base, commit, commitSigning } = operation;
      const bySelf = commitSigning === 'none';
      const reply = await pass.github.write((writer) =>
        writer.createCommit({
          tree: commit.tree,
          parents: [base.commit],
          message: commit.message,
          author: bySelf ? commit.author : null,
          committer: bySelf ? commit.committer : null,
        }),
      );
      return appliedOf(reply, (value) => ({
        handle: value.oid,
        shows: judgeCommit(operation, value),
      }));
    },
  };
}

/** Looks for the commit: under the approved id, or under the id that GitHub gave when it signed. */
async function observeCommit(
  pass: Pass,
  operation: OpenPrOperation,
): Promise<Observation<GitHubCommit>> {
  const given = parseGitObjectId(pass.journal.handlesOf(stepName('commit')).at(-1) ?? '');
  const oid = operation.commit.oid ?? (given.ok ? given.value : null);
  if (oid === null) return absent;
  const reading = await pass.github.read(`commit ${oid}`, (reader) => reader.commit(oid));
  if (reading.kind === 'unreadable') return reading;
  return reading.value === null ? absent : judgeCommit(operation, reading.value);
}

/** Compares a commit with the approved one. */
function judgeCommit(
  { base, commit }: OpenPrOperation,
  shown: GitHubCommit,
): Observation<GitHubCommit> {
  const comparisons: readonly (readonly [string, string, string])[] = [
    ['commit', commit.oid ?? shown.oid, shown.oid],
    ['tree of the commit', commit.tree, shown.treeOid],
    ['parents of the commit', base.commit, shown.parentOids.join(' ')],
    ...(commit.oid === null ? [messageComparison(commit.message, shown.message)] : []),
  ];
  const different = comparisons.find(([, approved, found]) => approved !== found);
  if (different === undefined) return asApproved(shown, shown.oid);
  const [subject, expected, found] = different;
  return conflicting(refusal('github.object_id_mismatch', { subject, expected, found }));
}

/** Where the id is not known the message is compared, and else the id binds it. */
function messageComparison(approved: string, shown: string): readonly [string, string, string] {
  return ['message of the commit', withoutLastBreaks(approved), withoutLastBreaks(shown)];
}

/** A message as GitHub shows it: without the line breaks at its end, which the object has. */
function withoutLastBreaks(message: string): string {
  return message.replace(/\n+$/, '');
}
