// SPDX-License-Identifier: Apache-2.0
// Goal: uploads are bounded in the whole process (row 34 of GitHub's failure modes): releases that are
// published at the same time share the places, and a place that is given back is used at once.
import { parseOperation, type JsonObject } from '@marketops/core';
import { must, sampleCommitOid, sampleOperationId, samplePublishRelease } from '@marketops/testkit';
import { expect, it } from 'vitest';
import { PublisherStory, submissionOf } from '../story/publisher-story.ts';
import { roundsOf } from '../story/rounds.ts';

/** A release of the same files under a tag of its own. */
const another = must(
  parseOperation({
    ...samplePublishRelease(sampleOperationId(44)),
    tag: {
      name: 'v1.3.0',
      oid: sampleCommitOid,
      targetCommit: sampleCommitOid,
      annotation: null,
      mustExist: false,
    },
  } as unknown as JsonObject),
);

/** How many uploads were on their way at once, round by round, of two releases of two files each. */
async function uploadsAtOnce(uploadsInFlightMax: number): Promise<readonly number[]> {
  const story = new PublisherStory('publish_release', { uploadsInFlightMax });
  const publisher = story.publisher();
  const submission = await submissionOf(another);
  const rounds = await roundsOf(story, () =>
    Promise.all([story.publish(publisher), publisher.submit(submission)]),
  );
  const counts = rounds.map((calls) => calls.filter((name) => name === 'uploadAsset').length);
  return counts.filter((count) => count > 0);
}

it.each([
  [5, [4]],
  [3, [3, 1]],
  [1, [1, 1, 1, 1]],
] as const)('of two releases at most %i files are on their way at once', async (max, uploads) => {
  expect(await uploadsAtOnce(max)).toEqual(uploads);
});
