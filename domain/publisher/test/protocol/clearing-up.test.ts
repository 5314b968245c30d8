// SPDX-License-Identifier: Apache-2.0
// Goal: an operation that was given up clears away its own alone, in the approved repository alone, and
// says of everything that it could not see or remove that it is left behind.
import type { ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';
import { meanwhile, onCall, tell } from '../story/tell.ts';

const forbidden: ScriptedFault = {
  kind: 'answer',
  applied: false,
  failure: { status: 403, message: 'Resource not accessible by integration' },
};

/** From here on the approved name is that of another repository, a copy of the approved one. */
function replaceRepository({ github: { state } }: PublisherStory): void {
  state.repository = { ...state.repository, repositoryId: 9 };
}

describe('clearing up where the name has become that of another repository', () => {
  it('removes no draft of that one', async () => {
    const told = await tell('publish_release', {
      before: (story) => meanwhile(story, 'uploadAsset', () => replaceRepository(story)),
    });
    expect(told.ending).toBe('failed github.repository_missing operation.left_behind');
    expect(told.sent).not.toContain('deleteRelease');
  });

  it('removes no branch of that one', async () => {
    const told = await tell('open_pr', {
      before: (story) => meanwhile(story, 'createPullRequest', () => replaceRepository(story)),
      script: () => onCall('createPullRequest', forbidden),
    });
    expect(told.ending).toBe('failed github.permission_missing operation.left_behind');
    expect(told.sent).not.toContain('deleteBranch');
    expect(told.story.github.state.refs.size).toBe(2);
  });
});

describe('clearing up without the permission that shows drafts', () => {
  it('does not take what it may not see for gone', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        const { state } = story.github;
        const hide = (): void => {
          state.repository = { ...state.repository, permissions: { push: false, admin: false } };
          state.releases.clear();
        };
        meanwhile(story, 'releases', hide, 2);
      },
      script: () => onCall('uploadAsset', forbidden, null),
    });
    expect(told.ending).toBe('failed github.permission_missing operation.left_behind');
  });
});

describe('clearing up after the deadline', () => {
  it('sits out an outage', async () => {
    const silent: ScriptedFault = { kind: 'answer', applied: false, failure: { status: 503 } };
    const told = await tell('publish_release', {
      options: { effectDeadlineMs: 3_600_000 },
      script: (story) => {
        const notSent = onCall('uploadAsset', { kind: 'never_sent' }, null);
        return (call) => {
          const out = story.elapsedMs >= 3_600_000 && story.elapsedMs < 3_900_000;
          return notSent(call) ?? (out && call.name === 'releases' ? silent : null);
        };
      },
    });
    expect([told.ending, told.clean]).toEqual(['failed operation.deadline_passed', true]);
  });
});

describe('clearing up beside a tag that is public', () => {
  it('by a process that ends after it removed the draft is taken for done', async () => {
    const story = new PublisherStory('publish_release');
    story.github.state.burnedTags.add('v1.2.0');
    let killed = false;
    story.github.afterCall = ({ name }) => {
      killed ||= name === 'deleteRelease';
      if (killed) throw new Error('killed');
    };
    await story.publish();
    story.github.afterCall = () => {};
    story.clock.advance(200_000);
    const [outcome] = await story.publisher('second').resume();
    const codes = outcome?.refusals.map(({ code }) => code);
    expect(outcome?.status).toBe('failed');
    expect(codes).toEqual(['github.tag_burned', 'operation.partly_public']);
    expect(story.github.state.releases.size).toBe(0);
  });
});
