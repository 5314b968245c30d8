// SPDX-License-Identifier: Apache-2.0
// What other people do to drafts.
import { samplePublishRelease } from '@marketops/testkit';
import { PublisherStory } from './publisher-story.ts';

/** Somebody else changes our draft. */
export function changeDraft(
  story: PublisherStory,
  change: { body?: string; draft?: boolean },
): void {
  for (const draft of story.github.state.drafts) {
    story.github.state.releases.set(draft.releaseId, { ...draft, ...change });
  }
}

/** A draft of somebody else with our very text, marker and all. */
export function copiedDraft(releaseId: number) {
  const { name, body, tag } = samplePublishRelease();
  return {
    releaseId,
    tagName: tag.name,
    targetCommitish: tag.targetCommit,
    name,
    body,
    draft: true,
    prerelease: false,
    immutable: false,
    authorId: 8,
    htmlUrl: '',
    uploadUrl: '',
    assets: [],
  };
}
