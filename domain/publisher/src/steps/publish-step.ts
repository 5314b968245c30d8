// SPDX-License-Identifier: Apache-2.0
// Makes the draft public: the point of no return. Every field is sent again, the tag's name above
// all, and the last thing read before is the tag itself.
import { refusal, type GitHubRelease, type PublishReleaseOperation } from '@marketops/core';
import {
  absent,
  asApproved,
  conflicting,
  wronglyPublic,
  type Observation,
} from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, type Step } from '../protocol/step.ts';
import { releaseFields } from './draft-step.ts';
import { readRelease } from './own-releases.ts';
import { observeRef } from './ref-step.ts';
import { releaseDifference } from './release-judgement.ts';
import { judgeAbsence } from '../protocol/visibility.ts';
import { stepName } from './step-names.ts';

/** Publishes our draft with this id. */
export function publishStep(
  pass: Pass,
  operation: PublishReleaseOperation,
  releaseId: number,
): Step<GitHubRelease> {
  return {
    name: stepName('publish'),
    observe: () => observePublished(pass, operation, releaseId),
    apply: async () => {
      const fields = releaseFields(operation, false);
      const reply = await pass.github.write((writer) => writer.updateRelease(releaseId, fields));
      return appliedOf(reply, (value) => ({
        handle: String(value.releaseId),
        shows: judgePublished(operation, releaseId, value),
      }));
    },
  };
}

async function observePublished(
  pass: Pass,
  operation: PublishReleaseOperation,
  releaseId: number,
): Promise<Observation<GitHubRelease>> {
  const { name, oid } = operation.tag;
  const [release, taken, tag] = await Promise.all([
    readRelease(pass, releaseId),
    pass.github.read(`the release of ${name}`, (reader) => reader.releaseByTag(name)),
    observeRef(pass, {
      step: stepName('tag_ref'),
      ref: `refs/tags/${name}`,
      oid,
      conflict: 'github.tag_conflict',
    }),
  ]);
  if (release.kind === 'unreadable') return release;
  if (taken.kind === 'unreadable') return taken;
  if (tag.kind === 'unreadable' || tag.kind === 'conflicting') return tag;
  if (taken.value !== null && taken.value.releaseId !== releaseId) {
    const found = `release ${taken.value.releaseId}`;
    const details = { subject: name, expected: 'no other release under this tag', found };
    return conflicting(refusal('github.release_exists', details));
  }
  if (tag.kind === 'absent') {
    const details = { subject: name, expected: `a tag at ${oid}`, found: 'no such tag' };
    return judgeAbsence(pass, pass.journal.confirmation(), refusal('github.tag_missing', details));
  }
  if (release.value === null) {
    const details = { subject: `release ${releaseId}`, expected: 'our draft', found: 'nothing' };
    return judgeAbsence(
      pass,
      pass.journal.confirmation(),
      refusal('github.draft_missing', details),
    );
  }
  return judgePublished(operation, releaseId, release.value);
}

function judgePublished(
  operation: PublishReleaseOperation,
  releaseId: number,
  shown: GitHubRelease,
): Observation<GitHubRelease> {
  if (shown.draft || shown.releaseId !== releaseId) return absent;
  const different = releaseDifference(operation, shown, 'operation.content_differs');
  return different === null
    ? asApproved(shown, String(releaseId))
    : wronglyPublic(different, 'operation.content_differs');
}
