// SPDX-License-Identifier: Apache-2.0
// How every pass begins: the repository is the approved one; and before the first write of all,
// every precondition holds, no ruleset stands against the new ref, and the bytes are at hand.
import type { Operation, Refusal } from '@marketops/core';
import type { Pass } from '../protocol/pass.ts';
import { asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Stop } from '../protocol/stop.ts';
import { verify } from '../protocol/verify.ts';
import { openApproved, type ApprovedContent } from './approved-content.ts';
import { observeBaseTree, observePrecondition, ownPreconditions } from './preconditions.ts';
import { judgeRepository } from './repository-check.ts';
import { rulesetAgainst } from './ref-rules.ts';
import type { Survey } from './survey.ts';
import { observeTagTarget } from './tag-target.ts';

/** How many files are looked at side by side. */
const openedAtOnceMax = 16;

/** Why the pass cannot go on, or null. */
export async function begin(pass: Pass, survey: Survey): Promise<Stop | null> {
  const { operation } = pass.admitted;
  const [repository, seenEarly] = await Promise.all([
    survey.repository(),
    pass.journal.anyAttempt ? Promise.resolve([]) : lookEarly(pass, survey, operation),
  ]);
  const identity = verify(
    pass,
    'repository',
    repository.kind === 'read'
      ? judgeRepository(operation.repository, repository.value)
      : repository,
  );
  if (identity.kind !== 'done') return identity;
  for (const seen of seenEarly) {
    const held = verify(pass, 'preconditions', seen);
    if (held.kind !== 'done') return held;
  }
  return null;
}

/** Everything that is looked at before the first write, side by side. */
async function lookEarly(
  pass: Pass,
  survey: Survey,
  operation: Operation,
): Promise<readonly Observation<null>[]> {
  const preconditions = [...ownPreconditions(operation), ...pass.admitted.preconditions];
  const looks = [
    ...preconditions.map((precondition) => observePrecondition(survey, operation, precondition)),
    observeNamedObjects(survey, operation),
    observeRules(survey, operation),
    observeContent(pass, operation),
  ];
  // A file can fail while GitHub is still being read; nothing goes on behind a pass that is over.
  await Promise.allSettled(looks);
  return Promise.all(looks);
}

/** Whether objects that are named beside each other belong together. */
async function observeNamedObjects(
  survey: Survey,
  operation: Operation,
): Promise<Observation<null>> {
  switch (operation.kind) {
    case 'tag_repo':
      return asApproved(null);
    case 'publish_release':
      return observeTagTarget(survey, operation.tag);
    case 'open_pr':
      return observeBaseTree(survey, operation);
  }
}

async function observeRules(survey: Survey, operation: Operation): Promise<Observation<null>> {
  const ref = createdRef(operation);
  if (ref === null) return asApproved(null);
  const [rulesets, existing, repository] = await Promise.all([
    survey.rulesets(),
    survey.ref(ref),
    survey.repository(),
  ]);
  if (rulesets.kind === 'unreadable') return rulesets;
  if (existing.kind === 'unreadable') return existing;
  if (repository.kind === 'unreadable') return repository;
  if (rulesets.value === null || existing.value !== null) return asApproved(null);
  const { defaultBranch } = repository.value;
  const against = rulesetAgainst(rulesets.value, { ref, defaultBranch });
  return against === null ? asApproved(null) : conflicting(against);
}

function createdRef(operation: Operation): string | null {
  switch (operation.kind) {
    case 'tag_repo':
      return `refs/tags/${operation.tag.name}`;
    case 'publish_release':
      return operation.tag.mustExist ? null : `refs/tags/${operation.tag.name}`;
    case 'open_pr':
      return `refs/heads/${operation.head.branch}`;
  }
}

/** Whether all approved content is at hand; nothing is read of it. */
async function observeContent(pass: Pass, operation: Operation): Promise<Observation<null>> {
  const approved = contentOf(operation);
  for (let next = 0; next < approved.length; next += openedAtOnceMax) {
    const looks = approved
      .slice(next, next + openedAtOnceMax)
      .map((content) => refusalToOpen(pass, content));
    await Promise.allSettled(looks);
    const missing = (await Promise.all(looks)).find((refused) => refused !== null);
    if (missing !== undefined) return conflicting(missing);
  }
  return asApproved(null);
}

async function refusalToOpen(pass: Pass, approved: ApprovedContent): Promise<Refusal | null> {
  const content = await openApproved(pass.content, approved);
  if ('code' in content) return content;
  await content.close();
  return null;
}

function contentOf(operation: Operation): readonly ApprovedContent[] {
  switch (operation.kind) {
    case 'tag_repo':
      return [];
    case 'publish_release':
      return operation.assets;
    case 'open_pr':
      return operation.files.flatMap((file) =>
        file.change === 'write' ? [{ ...file, name: file.path }] : [],
      );
  }
}
