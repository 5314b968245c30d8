// SPDX-License-Identifier: Apache-2.0
// GitHub holds what the operations build on, and nothing yet in the places they would fill.
import { refusal, type Refusal } from '@marketops/core';
import {
  draftSubject,
  type PullRequestDraft,
  type ReleaseDraft,
  type TagDraft,
} from '../draft/operation-draft.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome, type Objection } from './objection.ts';

/** Objects where a precondition does not hold now. */
export function checkGitHubState(context: CheckContext): CheckOutcome {
  const { discovery, drafts } = context.selection;
  return {
    check: 'github_state',
    configured: true,
    expected: `commit ${discovery.head.commit} on GitHub, and free names`,
    found: 'as expected',
    objections: drafts.flatMap((draft) => {
      switch (draft.kind) {
        case 'tag_repo':
          return [...commitObjections(draft, context), ...tagObjections(draft, context)];
        case 'publish_release':
          return [...commitObjections(draft, context), ...releaseObjections(draft, context)];
        case 'open_pr':
          return pullRequestObjections(draft, context);
      }
    }),
  };
}

function object(operation: string, why: Refusal): Objection {
  return objection('github_state', [operation], why);
}

function commitObjections(
  draft: TagDraft | ReleaseDraft,
  { selection, facts }: CheckContext,
): readonly Objection[] {
  if (facts.commitOnGitHub) return [];
  const { commit } = selection.discovery.head;
  const details = { expected: `commit ${commit} on GitHub`, found: 'HTTP 404' };
  const why = refusal('plan.commit_not_on_github', { subject: draftSubject(draft), ...details });
  return [object(draft.name, why)];
}

function tagObjections(draft: TagDraft, { selection, facts }: CheckContext): readonly Objection[] {
  const tag = facts.tags.get(draft.tagName) ?? null;
  if (tag === null) return [];
  const { commit } = selection.discovery.head;
  const subject = `tag ${draft.tagName}`;
  const found = `${tag.oid}, which leads to ${tag.targetCommit ?? 'no commit'}`;
  if (tag.targetCommit !== commit) {
    const why = refusal('plan.tag_exists', { subject, expected: 'no such tag', found });
    return [object(draft.name, why)];
  }
  const why = refusal('plan.already_done', { subject, expected: `a tag at ${commit}`, found });
  return [{ ...object(draft.name, why), reach: 'operation' }];
}

function releaseObjections(
  draft: ReleaseDraft,
  { selection, facts }: CheckContext,
): readonly Objection[] {
  const { tagName, tagOrigin, name } = draft;
  const { commit } = selection.discovery.head;
  const tag = facts.tags.get(tagName) ?? null;
  const release = facts.releases.get(tagName) ?? null;
  const refusals: Refusal[] = [];
  if (release !== null) {
    const details = { expected: 'no release of this tag', found: release };
    refusals.push(refusal('plan.release_exists', { subject: `tag ${tagName}`, ...details }));
  }
  if (tag === null && tagOrigin === 'existing') {
    const details = { expected: 'a tag on GitHub', found: 'none' };
    refusals.push(refusal('plan.tag_missing', { subject: `tag ${tagName}`, ...details }));
  }
  if (tag !== null && tag.targetCommit !== commit) {
    const found = `one at ${tag.targetCommit ?? 'something that is no commit'}`;
    const expected = tagOrigin === 'existing' ? `a tag at ${commit}` : 'no such tag';
    refusals.push(refusal('plan.tag_exists', { subject: `tag ${tagName}`, expected, found }));
  }
  return refusals.map((why) => object(name, why));
}

function pullRequestObjections(
  draft: PullRequestDraft,
  { facts }: CheckContext,
): readonly Objection[] {
  const { name, base, branch } = draft;
  const refusals: Refusal[] = [];
  const baseBranch = facts.branches.get(base) ?? null;
  if (baseBranch === null) {
    const details = { expected: 'a branch on GitHub', found: 'none' };
    refusals.push(refusal('plan.branch_missing', { subject: `branch ${base}`, ...details }));
  }
  const head = facts.branches.get(branch) ?? null;
  if (head !== null) {
    const details = { expected: 'no such branch', found: `one at ${head.commit}` };
    refusals.push(refusal('plan.branch_exists', { subject: `branch ${branch}`, ...details }));
  }
  const open = facts.openPullRequests.get(branch) ?? null;
  if (open !== null) {
    const details = { expected: 'no open pull request', found: open };
    refusals.push(refusal('plan.pull_request_open', { subject: `branch ${branch}`, ...details }));
  }
  const tree = facts.trees.get(name);
  if (tree?.ok === false) {
    const { path, expected, found } = tree;
    refusals.push(refusal('plan.tree_unreadable', { subject: `${base}:${path}`, expected, found }));
  }
  const objections = refusals.map((why) => object(name, why));
  if (tree?.ok !== true || tree.tree !== baseBranch?.tree) return objections;
  const details = { expected: `files that differ from ${base}`, found: 'none' };
  const why = refusal('plan.nothing_changes', { subject: draftSubject(draft), ...details });
  return [...objections, { ...object(name, why), reach: 'operation' }];
}
