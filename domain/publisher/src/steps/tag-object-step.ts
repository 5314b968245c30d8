// SPDX-License-Identifier: Apache-2.0
// The annotated tag object. Its id follows from its content, so that GitHub can hold the approved
// one or none; another id in its answer ends the operation before any ref exists.
import {
  refusal,
  type GitHubTagObject,
  type GitObjectId,
  type TagAnnotation,
  type TagName,
} from '@marketops/core';
import {
  absent,
  asApproved,
  conflicting,
  type Observation,
  type Reading,
} from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, type Step } from '../protocol/step.ts';
import { stepName } from './step-names.ts';

/** A tag with its annotation, as approved. */
export interface ApprovedTagObject {
  readonly name: TagName;
  readonly oid: GitObjectId;
  readonly targetCommit: GitObjectId;
  readonly annotation: TagAnnotation;
}

/** Creates the tag object. */
export function tagObjectStep(pass: Pass, tag: ApprovedTagObject): Step<GitHubTagObject> {
  return {
    name: stepName('tag_object'),
    observe: async () =>
      judgeTagObject(
        tag,
        await pass.github.read(`tag object ${tag.oid}`, (reader) => reader.tagObject(tag.oid)),
      ),
    apply: async () => {
      const reply = await pass.github.write((writer) =>
        writer.createTagObject({
          object: tag.targetCommit,
          objectType: 'commit',
          tagName: tag.name,
          tagger: tag.annotation.tagger,
          message: tag.annotation.message,
        }),
      );
      return appliedOf(reply, (value) => ({ handle: value.oid, shows: judgeShown(tag, value) }));
    },
  };
}

/** Judges what GitHub holds under the approved id. */
export function judgeTagObject(
  tag: ApprovedTagObject,
  reading: Reading<GitHubTagObject | null>,
): Observation<GitHubTagObject> {
  if (reading.kind === 'unreadable') return reading;
  return reading.value === null ? absent : judgeShown(tag, reading.value);
}

function judgeShown(tag: ApprovedTagObject, shown: GitHubTagObject): Observation<GitHubTagObject> {
  const same =
    shown.oid === tag.oid && shown.tagName === tag.name && shown.targetOid === tag.targetCommit;
  if (same) return asApproved(shown, shown.oid);
  return conflicting(
    refusal('github.object_id_mismatch', {
      subject: `tag object of ${tag.name}`,
      expected: `${tag.oid} of ${tag.targetCommit}`,
      found: `${shown.oid} of ${shown.targetOid}`,
    }),
  );
}
