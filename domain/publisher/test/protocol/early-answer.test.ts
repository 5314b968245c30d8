// SPDX-License-Identifier: Apache-2.0
// Goal: an answer that comes while a file is still being read decides; that the file is then closed
// under whoever reads it is no fault of the file.
import { utf8Encode } from '@marketops/core';
import type { ContentSource, GitHubSession, GitHubSessions } from '@marketops/publisher';
import { ApprovedBytes, failedReply, sampleAssets } from '@marketops/testkit';
import { expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';

/** Content whose reader is inside a read until the file is closed, as on a slow disk. */
function slowContent(source: ContentSource): ContentSource {
  return {
    open: async (sha256, size) => {
      const content = await source.open(sha256, size);
      if (content === null) return null;
      const closed = Promise.withResolvers<void>();
      return {
        size,
        chunks: (async function* () {
          yield new Uint8Array(1);
          await closed.promise;
          throw new Error('the file is closed');
        })(),
        close: async () => {
          closed.resolve();
          await new Promise((later) => setImmediate(later));
        },
      };
    },
  };
}

/** Sessions that answer 422 to an upload while its second piece is being read. */
function answeringEarly(sessions: GitHubSessions): GitHubSessions {
  const early: GitHubSession['uploadAsset'] = async ({ content }) => {
    const pieces = content[Symbol.asyncIterator]();
    await pieces.next();
    pieces.next().catch(() => {});
    return failedReply({ status: 422, message: 'Validation Failed' });
  };
  return {
    open: async (operation) => {
      const reply = await sessions.open(operation);
      if (!reply.ok) return reply;
      const value = new Proxy(reply.value, {
        get: (session, name) => (name === 'uploadAsset' ? early : Reflect.get(session, name)),
      });
      return { ...reply, value };
    },
  };
}

it('an upload that is refused while its file is being read ends by that refusal', async () => {
  const story = new PublisherStory('publish_release');
  const approved = new ApprovedBytes(Object.values(sampleAssets).map(utf8Encode));
  Object.assign(story.content, slowContent(approved));
  const sessions = answeringEarly(story.github);
  const outcome = await story.publish(story.publisherIn('first', { sessions }));
  expect([outcome.status, ...outcome.refusals.map(({ code }) => code)]).toEqual([
    'failed',
    'github.refused',
  ]);
});
