// SPDX-License-Identifier: Apache-2.0
// Goal: an operation that goes on under another account's credential knows what it made under the one
// before, also where the answer was lost, and makes nothing twice.
import { describe, expect, it } from 'vitest';
import { PublisherStory, type SampleKind } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';
import { onCall } from '../story/tell.ts';

async function underAnotherAccount(kind: SampleKind, write: string): Promise<PublisherStory> {
  const story = new PublisherStory(kind);
  const { github } = story;
  github.script = onCall(write, { kind: 'lost', applied: true });
  github.afterCall = ({ name }) => {
    if (name === write) throw new Error('killed');
  };
  github.beforeCall = () => {
    if (github.writes.some(({ name }) => name === write)) throw new Error('killed');
  };
  await story.publish();
  github.afterCall = () => {};
  github.beforeCall = () => {};
  github.state.actorId = 78;
  return story;
}

describe('under another account', () => {
  it.each([
    ['publish_release', 'createRelease'],
    ['open_pr', 'createPullRequest'],
  ] as const)('%s finds what it made by %s before', async (kind, write) => {
    const story = await underAnotherAccount(kind, write);
    const [outcome] = await story.publisher('second').resume();
    expect([outcome?.status, rightResult(story)]).toEqual(['success', 'one right result']);
    expect(story.github.writes.filter(({ name }) => name === write)).toHaveLength(1);
  });
});
