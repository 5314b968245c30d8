// SPDX-License-Identifier: Apache-2.0
// The draft of a release. GitHub neither names it by tag nor keeps it from existing twice, so it is
// found by the marker that the approver signed, kept by its numeric id, and of two the lower stays.
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
import type { ReleaseFields } from '../port/github-port.ts';
import { findOwnReleases } from './own-releases.ts';
import { noteOfActor } from './ownership.ts';
import { draftDifference, releaseDifference } from './release-judgement.ts';
import { stepName } from './step-names.ts';

/** Creates the draft; one that was published since is as good. */
export function draftStep(pass: Pass, operation: PublishReleaseOperation): Step<GitHubRelease> {
  return {
    name: stepName('draft'),
    note: () => noteOfActor(pass),
    observe: () => observeDraft(pass, operation),
    apply: async () => {
      const fields = releaseFields(operation, true);
      const reply = await pass.github.write((writer) => writer.createRelease(fields));
      return appliedOf(reply, (value) => ({
        handle: String(value.releaseId),
        shows: judgeOwn(pass, operation, [value]),
      }));
    },
  };
}

/** Every field of a release as approved, always sent whole; a draft is nobody's latest release. */
export function releaseFields(operation: PublishReleaseOperation, draft: boolean): ReleaseFields {
  const { tag, name, body, prerelease, makeLatest } = operation;
  return {
    tagName: tag.name,
    targetCommitish: tag.targetCommit,
    name,
    body,
    draft,
    prerelease,
    // GitHub makes no draft the latest release, and refuses that of one that is changed.
    makeLatest: draft ? 'false' : makeLatest,
  };
}

async function observeDraft(
  pass: Pass,
  operation: PublishReleaseOperation,
): Promise<Observation<GitHubRelease>> {
  const found = await findOwnReleases(pass, operation);
  return found.kind === 'unreadable' ? found : judgeOwn(pass, operation, found.value);
}

/** The published one if there is one, else the draft with the lowest id. */
function judgeOwn(
  pass: Pass,
  operation: PublishReleaseOperation,
  own: readonly GitHubRelease[],
): Observation<GitHubRelease> {
  const published = own.filter(({ draft }) => !draft);
  const release = published[0] ?? own[0];
  if (release === undefined) return absent;
  if (published.length > 1) {
    const details = { subject: operation.tag.name, expected: 'one published release' };
    const two = refusal('github.release_exists', { ...details, found: 'two of ours' });
    return wronglyPublic(two, 'operation.tampered');
  }
  const different = release.draft
    ? draftDifference(pass, operation, release)
    : releaseDifference(operation, release, 'operation.content_differs');
  if (different === null) return asApproved(release, String(release.releaseId));
  return release.draft
    ? conflicting(different)
    : wronglyPublic(different, 'operation.content_differs');
}
