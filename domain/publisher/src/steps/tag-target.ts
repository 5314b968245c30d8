// SPDX-License-Identifier: Apache-2.0
// Whether the tag that a release is published under leads to the approved commit. Where the operation
// carries the tag's annotation its id already says so; of a tag that is there, GitHub has to.
import { refusal, type GitObjectId, type ReleaseTag } from '@marketops/core';
import { asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Survey } from './survey.ts';

/** Tag objects that may stand between a tag and its commit. */
const tagDepthMax = 4;

/** Follows the approved tag to its commit. */
export async function observeTagTarget(
  survey: Survey,
  tag: ReleaseTag,
): Promise<Observation<null>> {
  if (tag.annotation !== null) return asApproved(null);
  let target: GitObjectId = tag.oid;
  for (let depth = 0; target !== tag.targetCommit && depth < tagDepthMax; depth += 1) {
    const reading = await survey.tagObject(target);
    if (reading.kind === 'unreadable') return reading;
    if (reading.value === null) break;
    target = reading.value.targetOid;
  }
  if (target === tag.targetCommit) return asApproved(null);
  const expected = `a tag of ${tag.targetCommit}`;
  const found = `${tag.oid}, which leads to ${target}`;
  return conflicting(refusal('github.tag_conflict', { subject: tag.name, expected, found }));
}
