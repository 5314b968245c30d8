// SPDX-License-Identifier: Apache-2.0
// What must hold on GitHub before the first write: the receipt's preconditions, and those that every
// operation of a kind has anyway. What is there already exactly as approved is no objection.
import {
  operationMarker,
  refusal,
  type GitObjectId,
  type OpenPrOperation,
  type Operation,
  type Precondition,
  type ReasonCode,
} from '@marketops/core';
import { asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Survey } from './survey.ts';

/** The preconditions that every operation of its kind has, whatever its receipt lists. */
export function ownPreconditions(operation: Operation): readonly Precondition[] {
  switch (operation.kind) {
    case 'tag_repo':
      return [
        { kind: 'commit_exists', commit: operation.tag.targetCommit },
        { kind: 'tag_absent', tagName: operation.tag.name },
      ];
    case 'publish_release': {
      const { name: tagName, oid, targetCommit, mustExist } = operation.tag;
      return [
        { kind: 'commit_exists', commit: targetCommit },
        { kind: 'release_absent', tagName },
        mustExist ? { kind: 'tag_at', tagName, oid } : { kind: 'tag_absent', tagName },
      ];
    }
    case 'open_pr':
      return [
        { kind: 'commit_exists', commit: operation.base.commit },
        { kind: 'branch_at', branch: operation.base.branch, commit: operation.base.commit },
        { kind: 'branch_absent', branch: operation.head.branch },
      ];
  }
}

/** Looks whether one precondition holds. */
export async function observePrecondition(
  survey: Survey,
  operation: Operation,
  precondition: Precondition,
): Promise<Observation<null>> {
  switch (precondition.kind) {
    case 'commit_exists':
      return commitExists(survey, precondition.commit);
    case 'tag_absent':
      return refHolds(survey, `refs/tags/${precondition.tagName}`, {
        absence: null,
        otherwise: 'github.tag_conflict',
        approved: approvedTagOid(operation, precondition.tagName),
      });
    case 'tag_at':
      return refHolds(survey, `refs/tags/${precondition.tagName}`, {
        absence: 'github.tag_missing',
        otherwise: 'github.tag_conflict',
        approved: precondition.oid,
      });
    case 'branch_at':
      return refHolds(survey, `refs/heads/${precondition.branch}`, {
        absence: 'github.base_moved',
        otherwise: 'github.base_moved',
        approved: precondition.commit,
      });
    case 'branch_absent':
      return refHolds(survey, `refs/heads/${precondition.branch}`, {
        absence: null,
        otherwise: 'github.branch_exists',
        approved: operation.kind === 'open_pr' ? operation.commit.oid : null,
      });
    case 'release_absent':
      return releaseAbsent(survey, operation, precondition.tagName);
  }
}

interface RefExpectation {
  /** The refusal if there is no such ref; null if that is what is wanted. */
  readonly absence: ReasonCode | null;
  readonly otherwise: ReasonCode;
  /** The object it may hold; null if none. */
  readonly approved: GitObjectId | null;
}

async function refHolds(
  survey: Survey,
  ref: string,
  { absence, otherwise, approved }: RefExpectation,
): Promise<Observation<null>> {
  const reading = await survey.ref(ref);
  if (reading.kind === 'unreadable') return reading;
  const expected = absence === null ? 'no such ref yet' : `${approved}`;
  const found = reading.value?.oid ?? 'no such ref';
  const code = reading.value === null ? absence : otherwise;
  if (code === null || reading.value?.oid === approved) return asApproved(null);
  return conflicting(refusal(code, { subject: ref, expected, found }));
}

async function commitExists(survey: Survey, commit: GitObjectId): Promise<Observation<null>> {
  const reading = await survey.commit(commit);
  if (reading.kind === 'unreadable') return reading;
  if (reading.value?.oid === commit) return asApproved(null);
  const details = { subject: commit, expected: 'a commit that GitHub holds', found: 'none' };
  return conflicting(refusal('github.commit_missing', details));
}

/** Whether the tree that the approved one is a change of is the base's: it is named beside the base. */
export async function observeBaseTree(
  survey: Survey,
  { base }: OpenPrOperation,
): Promise<Observation<null>> {
  const reading = await survey.commit(base.commit);
  if (reading.kind === 'unreadable') return reading;
  const found = reading.value?.treeOid ?? base.tree;
  if (found === base.tree) return asApproved(null);
  const details = { subject: `tree of ${base.commit}`, expected: base.tree, found };
  return conflicting(refusal('github.object_id_mismatch', details));
}

async function releaseAbsent(
  survey: Survey,
  operation: Operation,
  tagName: Extract<Precondition, { kind: 'release_absent' }>['tagName'],
): Promise<Observation<null>> {
  const reading = await survey.releaseByTag(tagName);
  if (reading.kind === 'unreadable') return reading;
  const release = reading.value;
  const ours = release?.body?.endsWith(operationMarker(operation.operationId)) === true;
  if (release === null || ours) return asApproved(null);
  return conflicting(
    refusal('github.release_exists', {
      subject: tagName,
      expected: 'no published release under this tag',
      found: `release ${release.releaseId}`,
    }),
  );
}

function approvedTagOid(operation: Operation, tagName: string): GitObjectId | null {
  return operation.kind !== 'open_pr' && operation.tag.name === tagName ? operation.tag.oid : null;
}
