// SPDX-License-Identifier: Apache-2.0
// Takes away a branch that an attempt of ours made and that no open pull request uses: to fence an
// attempt that stays in doubt, or to clear up. A branch that holds anything else is left alone.
import { refusal } from '@marketops/core';
import { absent, asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, sendAfterLastLook, type Applied, type Step } from '../protocol/step.ts';
import { listPullRequests, type PullRequestHead } from './pull-request-step.ts';
import { observeRepository } from './repository-check.ts';
import { stepName } from './step-names.ts';

/** Removes a branch of ours. */
export function removeBranchStep(pass: Pass, head: PullRequestHead): Step<null> {
  const observe = () => observeGone(pass, head);
  const send = async (): Promise<Applied<null>> => {
    const reply = await pass.github.write((writer) => writer.deleteBranch(head.branch));
    return appliedOf(reply, () => ({ handle: head.branch, shows: asApproved(null) }));
  };
  return {
    name: stepName('remove_branch', head.branch),
    observe,
    apply: () => sendAfterLastLook(pass, observe, send),
  };
}

async function observeGone(
  pass: Pass,
  { branch, oid }: PullRequestHead,
): Promise<Observation<null>> {
  const name = `refs/heads/${branch}`;
  const [repository, ref, pulls] = await Promise.all([
    observeRepository(pass),
    pass.github.read(name, (reader) => reader.ref(name)),
    listPullRequests(pass, branch),
  ]);
  // The request names the branch, and the repository, by name alone.
  if (repository.kind !== 'as_approved') return repository;
  if (ref.kind === 'unreadable') return ref;
  if (pulls.kind === 'unreadable') return pulls;
  const open = pulls.value.find(({ state }) => state === 'open');
  if (open !== undefined) {
    const details = { subject: branch, expected: 'no open pull request', found: `#${open.number}` };
    return conflicting(refusal('github.pull_request_exists', details));
  }
  if (ref.value === null) return asApproved(null);
  if (ref.value.oid === oid) return absent;
  const details = { subject: branch, expected: oid, found: ref.value.oid };
  return conflicting(refusal('github.branch_exists', details));
}
