// SPDX-License-Identifier: Apache-2.0
// Goal: what others do to the repository, the draft, the files or the tag meanwhile is found before
// anything is public wherever GitHub allows it, and otherwise is left to people, undeleted.
import { utf8Encode } from '@marketops/core';
import { samplePublishRelease, sampleTagRepo, type ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { meanwhile, onCall, tell } from '../story/tell.ts';

describe('the repository', () => {
  it.each([
    ['renamed', { fullName: 'acme/lamp' }, 'github.repository_renamed'],
    ['transferred', { ownerId: 9 }, 'github.repository_transferred'],
    ['another one', { repositoryId: 9 }, 'github.repository_missing'],
    ['archived', { archived: true }, 'github.repository_archived'],
    ['read-only', { permissions: { push: false, admin: false } }, 'github.permission_missing'],
  ] as const)('%s before the first write: nothing is sent', async (_name, change, code) => {
    const told = await tell('publish_release', {
      before: ({ github: { state } }) => (state.repository = { ...state.repository, ...change }),
    });
    expect([told.ending, told.sent]).toEqual([`failed ${code}`, []]);
  });

  it('transferred while files are uploaded: nothing is public', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        const { state } = story.github;
        meanwhile(
          story,
          'uploadAsset',
          () => (state.repository = { ...state.repository, ownerId: 9 }),
        );
      },
    });
    expect(told.ending).toMatch(/^failed github\.repository_transferred/);
    expect(told.sent).not.toContain('createRef');
    expect(told.story.github.state.published).toEqual([]);
  });

  it('transferred while a commit is made: there is no branch', async () => {
    const told = await tell('open_pr', {
      before: (story) => {
        const { state } = story.github;
        meanwhile(
          story,
          'createCommit',
          () => (state.repository = { ...state.repository, ownerId: 9 }),
        );
      },
    });
    expect(told.ending).toBe('failed github.repository_transferred');
    expect(told.sent).not.toContain('createRef');
  });

  it('renamed after the tag is public: people have to look', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'updateRelease', () => {
          const { state } = story.github;
          state.repository = { ...state.repository, fullName: 'acme/lamp' };
        }),
      script: () => onCall('updateRelease', { kind: 'lost', applied: false }),
    });
    expect(told.ending).toBe(
      'outcome_unknown operation.repository_changed github.repository_renamed',
    );
  });

  it('that answers with a redirect is not followed', async () => {
    const failure = { status: 301, redirectOrigin: 'https://evil.example' };
    const moved: ScriptedFault = { kind: 'answer', applied: false, failure };
    const told = await tell('tag_repo', { script: () => onCall('repository', moved, null) });
    expect([told.ending, told.sent]).toEqual(['failed github.redirect_refused', []]);
  });

  it('that lacks the approved commit', async () => {
    const told = await tell('tag_repo', {
      before: ({ github }) => github.state.commits.clear(),
    });
    expect([told.ending, told.sent]).toEqual(['failed github.commit_missing', []]);
  });
});

describe('the tag', () => {
  it('taken by somebody else while our write is in doubt: once it cannot land any more we failed', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'createRef', () => {
          const { targetCommit } = samplePublishRelease().tag;
          story.github.state.refs.set('refs/tags/v1.2.0', targetCommit);
        }),
      script: () => onCall('createRef', { kind: 'lost', applied: true }),
    });
    expect(told.ending).toBe('failed github.tag_conflict');
    expect(told.story.github.state.releases.size).toBe(0);
    expect(told.story.elapsedMs).toBe(120_000);
  });

  it('moved by somebody else after GitHub confirmed it: people have to look', async () => {
    const told = await tell('tag_repo', {
      before: (story) => {
        story.github.afterCall = ({ name }) => {
          if (name !== 'createRef') return;
          const { targetCommit } = samplePublishRelease().tag;
          story.github.state.refs.set('refs/tags/v1.2.0', targetCommit);
        };
      },
    });
    expect(told.ending).toBe('outcome_unknown operation.tampered github.tag_conflict');
  });
});

describe('what is public', () => {
  it('and was altered right after publishing is told as such and not deleted', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        story.github.afterCall = ({ name }) => {
          if (name !== 'updateRelease') return;
          for (const release of story.github.state.published) release.assets.pop();
          const file = { name: 'SHA256SUMS', mediaType: 'text/plain', bytes: utf8Encode('other') };
          for (const release of story.github.state.published) {
            story.github.state.addAsset(release, file);
          }
        };
      },
    });
    expect(told.ending).toBe('outcome_unknown operation.content_differs github.asset_conflict');
    expect(told.story.github.state.published).toHaveLength(1);
    expect(told.sent).not.toContain('deleteRelease');
  });

  it('under our tag by somebody else in the meantime is never replaced', async () => {
    const told = await tell('release_on_tag', {
      before: (story) =>
        meanwhile(
          story,
          'releaseByTag',
          () => {
            const [draft] = story.github.state.drafts;
            if (draft === undefined) return;
            const other = { ...draft, releaseId: 7, draft: false, body: 'theirs', authorId: 8 };
            story.github.state.releases.set(7, { ...other, assets: [] });
          },
          2,
        ),
    });
    expect(told.ending).toBe('failed github.release_exists');
    expect(told.story.github.state.published.map(({ releaseId }) => releaseId)).toEqual([7]);
    expect(told.story.github.state.drafts).toEqual([]);
  });

  it('exactly as approved already, by whomever, is a success without a write', async () => {
    const told = await tell('tag_repo', {
      before: ({ github }) => {
        const { tag } = sampleTagRepo();
        github.state.tagObjects.set(tag.oid, {
          oid: tag.oid,
          tagName: tag.name,
          message: tag.annotation.message,
          targetOid: tag.targetCommit,
          targetType: 'commit',
        });
        github.state.refs.set(`refs/tags/${tag.name}`, tag.oid);
      },
    });
    expect([told.ending, told.sent]).toEqual(['success', []]);
  });
});

describe('the bytes', () => {
  const [first] = samplePublishRelease().assets;
  const sha256 = first?.sha256 ?? '';

  it('that are not at hand: nothing is sent', async () => {
    const told = await tell('publish_release', { before: ({ content }) => content.forget(sha256) });
    expect([told.ending, told.sent]).toEqual(['failed content.missing', []]);
  });

  it('that changed since approval never leave a trace that anybody sees', async () => {
    const told = await tell('publish_release', {
      before: ({ content }) => content.change(sha256, utf8Encode('another lantern, changed')),
    });
    expect([told.ending, told.clean]).toEqual(['failed content.changed', true]);
    expect(told.story.github.state.refs.has('refs/tags/v1.2.0')).toBe(false);
  });
});
