// SPDX-License-Identifier: Apache-2.0
// `tag_repo`: the repository is the approved one, the commit is there, the tag object has the
// approved id, one ref is created at it, and both are read back.
import type { TagRepoOperation } from '@marketops/core';
import type { Pass } from '../protocol/pass.ts';
import { runStep } from '../protocol/run-step.ts';
import { done, type Ended } from '../protocol/stop.ts';
import { verify } from '../protocol/verify.ts';
import { begin } from '../steps/begin.ts';
import { judgeRef, observeRef, refStep, type ApprovedRef } from '../steps/ref-step.ts';
import { stepName } from '../steps/step-names.ts';
import { Survey } from '../steps/survey.ts';
import { judgeTagObject, tagObjectStep } from '../steps/tag-object-step.ts';
import type { Finished } from './finished.ts';

/** Carries a `tag_repo` out, as far as it can be carried now. */
export async function carryOutTagRepo(
  pass: Pass,
  operation: TagRepoOperation,
): Promise<Ended<Finished>> {
  const { tag } = operation;
  const approved: ApprovedRef = {
    step: stepName('tag_ref'),
    ref: `refs/tags/${tag.name}`,
    oid: tag.oid,
    conflict: 'github.tag_conflict',
  };
  const survey = new Survey(pass.github);
  const [stopped, seenObject, seenRef] = await Promise.all([
    begin(pass, survey),
    survey.tagObject(tag.oid),
    survey.ref(approved.ref),
  ]);
  if (stopped !== null) return stopped;
  const object = await runStep(pass, tagObjectStep(pass, tag), judgeTagObject(tag, seenObject));
  if (object.kind !== 'done') return object;
  const ref = await runStep(pass, refStep(pass, approved), judgeRef(approved, seenRef));
  if (ref.kind !== 'done') return ref;
  const readBack = verify(pass, 'read_back', await observeRef(pass, approved));
  if (readBack.kind !== 'done') return readBack;
  return done({
    result: {
      kind: 'tag_repo',
      ref: approved.ref,
      tagOid: tag.oid,
      targetCommit: tag.targetCommit,
      url: tagUrl(pass, operation),
    },
    objectIds: [tag.oid, tag.targetCommit],
    leftBehind: [],
  });
}

/** GitHub's page of a tag; no answer of its API carries it. */
function tagUrl(pass: Pass, { repository, tag }: TagRepoOperation): string {
  const path = tag.name.split('/').map(encodeURIComponent).join('/');
  return `${pass.options.webScheme}://${repository.host}/${repository.fullName}/releases/tag/${path}`;
}
