// SPDX-License-Identifier: Apache-2.0
// Goal: a release on a tag that is there already is a release of the commit that was approved: the tag,
// however many tag objects stand between, leads to that commit.
import {
  operationMarker,
  parseGitObjectId,
  parseOperation,
  type GitObjectId,
  type JsonObject,
  type Operation,
} from '@marketops/core';
import { must, samplePublishRelease } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory, submissionOf } from '../story/publisher-story.ts';

const sample = samplePublishRelease();
const { name: tagName, targetCommit } = sample.tag;
const id = (digit: string): GitObjectId => must(parseGitObjectId(digit.repeat(40)));

/** The sample on a tag that holds `oid`. */
function releaseOn(oid: GitObjectId): Operation {
  const body = `It shines.\n\n${operationMarker(sample.operationId)}`;
  const changed = { ...sample, body, tag: { ...sample.tag, oid } };
  return must(parseOperation(changed as unknown as JsonObject));
}

/** Publishes on a tag that leads over `objects` to wherever the last of them points. */
async function ending(oid: GitObjectId, objects: readonly (readonly [GitObjectId, GitObjectId])[]) {
  const story = new PublisherStory('release_on_tag');
  const { state } = story.github;
  state.refs.set(`refs/tags/${tagName}`, oid);
  for (const [index, [tag, targetOid]] of objects.entries()) {
    const targetType = index === objects.length - 1 ? 'commit' : 'tag';
    state.tagObjects.set(tag, { oid: tag, tagName, message: '', targetOid, targetType });
  }
  const outcome = await story.publisher().submit(await submissionOf(releaseOn(oid)));
  const codes = outcome.refusals.map(({ code }) => code);
  return { told: [outcome.status, ...codes].join(' '), sent: story.github.writes.length > 0 };
}

const refused = { told: 'failed github.tag_conflict', sent: false };
const success = { told: 'success', sent: true };

describe('a tag that is there already', () => {
  it.each<[string, GitObjectId, [GitObjectId, GitObjectId][], typeof success]>([
    ['is the approved commit', targetCommit, [], success],
    ['leads to it', id('a'), [[id('a'), targetCommit]], success],
    [
      'leads to it over another',
      id('a'),
      [
        [id('a'), id('b')],
        [id('b'), targetCommit],
      ],
      success,
    ],
    ['leads to another commit', id('a'), [[id('a'), id('c')]], refused],
    ['is another commit', id('c'), [], refused],
  ])('%s', async (_name, oid, objects, expected) => {
    expect(await ending(oid, objects)).toEqual(expected);
  });

  it('leads nowhere, in circles', async () => {
    expect(
      await ending(id('a'), [
        [id('a'), id('b')],
        [id('b'), id('a')],
        [id('d'), id('d')],
      ]),
    ).toEqual(refused);
  });
});
