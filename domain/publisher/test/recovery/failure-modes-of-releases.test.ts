// SPDX-License-Identifier: Apache-2.0
// Goal: one test for each failure mode of GitHub's releases and files that can reach the publisher,
// under the number it has in our catalogue of failures (rows 1 to 10, 20, 21, 23, 25, 26, 28 to 30,
// 35, 38 and 40; the rest are in the two files beside this one). Rows that cannot reach it:
// 9 (empty file) and 36 (body too long) are refused when the operation is parsed; 39 (attestation
// lag) concerns a verification that is not part of publishing.
import { describe, expect, it } from 'vitest';
import { samplePublishRelease, sampleTagRepo, type ScriptedFault } from '@marketops/testkit';
import type { PublisherStory } from '../story/publisher-story.ts';
import { meanwhile, onCall, refusedWith, tell } from '../story/tell.ts';

const lost: ScriptedFault = { kind: 'lost', applied: true };
const unicorn: ScriptedFault = {
  kind: 'answer',
  applied: true,
  failure: { status: 502, body: 'not_json', detail: '502 not_json' },
};

/** The draft of a story while it is being filled. */
function draftOf(story: PublisherStory) {
  const [draft] = story.github.state.drafts;
  if (draft === undefined) throw new Error('there is no draft yet');
  return draft;
}

describe('creating and publishing', () => {
  it('1: 5xx after success on create release', async () => {
    const told = await tell('publish_release', { script: () => onCall('createRelease', unicorn) });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent.filter((name) => name === 'createRelease')).toHaveLength(1);
  });

  it('2: 5xx after success on the publishing PATCH; nothing is deleted', async () => {
    const told = await tell('publish_release', { script: () => onCall('updateRelease', unicorn) });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent).not.toContain('deleteRelease');
    expect(told.sent.filter((name) => name === 'updateRelease')).toHaveLength(1);
  });

  it('3: duplicate drafts; the lowest id stays, the other goes by its id', async () => {
    const late: ScriptedFault = { kind: 'late', afterMs: 131_000 };
    const told = await tell('publish_release', {
      script: () => {
        const drafts = onCall('createRelease', late);
        const uploads = onCall('uploadAsset', { kind: 'never_sent' });
        return (call) => drafts(call) ?? uploads(call);
      },
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent.filter((name) => name === 'createRelease')).toHaveLength(2);
    expect(told.sent.filter((name) => name === 'deleteRelease')).toHaveLength(1);
  });

  it('4: a release exists under the tag', async () => {
    const told = await tell('release_on_tag', {
      before: ({ github: { state } }) => {
        state.releases.set(7, {
          releaseId: 7,
          tagName: 'v1.2.0',
          targetCommitish: 'main',
          name: 'Other',
          body: 'made by somebody else',
          draft: false,
          prerelease: false,
          immutable: false,
          authorId: 8,
          htmlUrl: '',
          uploadUrl: '',
          assets: [],
        });
      },
    });
    expect([told.ending, told.sent]).toEqual(['failed github.release_exists', []]);
  });

  it('20: bad target', async () => {
    const error = { resource: 'Release', code: 'invalid', field: 'target_commitish' };
    const fault = refusedWith('Validation Failed', error);
    const told = await tell('publish_release', {
      script: () => onCall('createRelease', fault, null),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.target_refused', true]);
  });

  it('21: the target commit touches workflows, answered with 404', async () => {
    const hidden: ScriptedFault = {
      kind: 'answer',
      applied: false,
      failure: { status: 404, message: 'Not Found' },
    };
    const told = await tell('publish_release', {
      script: () => onCall('createRelease', hidden, null),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.permission_missing', true]);
  });

  it('26: the tag name was burned by an immutable release', async () => {
    const told = await tell('publish_release', {
      before: ({ github }) => github.state.burnedTags.add('v1.2.0'),
    });
    expect(told.ending).toBe('failed github.tag_burned operation.partly_public');
    expect(told.story.github.state.releases.size).toBe(0);
    expect(told.story.github.state.refs.get('refs/tags/v1.2.0')).toBe(sampleTagRepo().tag.oid);
  });

  it('28: the publishing PATCH carries every field', async () => {
    const told = await tell('publish_release');
    const { name, body, prerelease, tag } = samplePublishRelease();
    expect(told.story.github.state.published).toMatchObject([
      { name, body, prerelease, tagName: tag.name, targetCommitish: tag.targetCommit },
    ]);
  });

  it('28: a draft whose tag somebody reset is not published', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'release', () => {
          const draft = draftOf(story);
          story.github.state.releases.set(draft.releaseId, { ...draft, tagName: 'untagged-1' });
        }),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.draft_changed', true]);
  });

  it('29: a draft cannot be found by tag; its numeric id is held', async () => {
    const told = await tell('publish_release', { script: () => onCall('createRelease', lost) });
    expect(told.result).toBe('one right result');
    const reads = told.story.github.calls.filter(({ name }) => name === 'releaseByTag');
    expect(reads.every(({ fault }) => fault === null)).toBe(true);
    expect(told.story.store.journalOf(told.story.operation.operationId)).toContainEqual(
      expect.objectContaining({ step: 'draft', event: 'observed', handle: '101' }),
    );
  });

  it('30: the list lags behind the create', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        story.github.state.unlisted.add(101);
        story.github.afterCall = () => {
          if (story.elapsedMs >= 60_000) story.github.state.unlisted.clear();
        };
      },
      script: () => onCall('createRelease', lost),
    });
    expect([told.ending, told.result, told.broken]).toEqual(['success', 'one right result', []]);
    expect(told.sent.filter((name) => name === 'createRelease')).toHaveLength(1);
  });

  it('38: the API timeout answers Server Error although it was applied', async () => {
    const timeout: ScriptedFault = {
      kind: 'answer',
      applied: true,
      failure: { status: 500, message: 'Server Error' },
    };
    const told = await tell('release_on_tag', { script: () => onCall('updateRelease', timeout) });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
  });

  it('40: a tag that must exist is moved before publishing', async () => {
    const told = await tell('release_on_tag', {
      before: (story) =>
        meanwhile(story, 'createRelease', () => {
          const { targetCommit } = samplePublishRelease().tag;
          story.github.state.refs.set('refs/tags/v1.2.0', targetCommit);
        }),
    });
    expect(told.ending).toBe('failed github.tag_conflict');
    expect(told.story.github.state.releases.size).toBe(0);
  });

  it('40: our own tag is moved before publishing; people have to look', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(
          story,
          'releaseByTag',
          () => {
            const { targetCommit } = samplePublishRelease().tag;
            story.github.state.refs.set('refs/tags/v1.2.0', targetCommit);
          },
          2,
        ),
    });
    expect(told.ending).toBe('outcome_unknown operation.tampered github.tag_conflict');
    expect(told.story.github.state.published).toEqual([]);
  });
});

describe('files', () => {
  it('5: the file is there already with the same bytes; it is not sent again', async () => {
    const told = await tell('publish_release', { script: () => onCall('uploadAsset', lost) });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent.filter((name) => name === 'uploadAsset')).toHaveLength(2);
  });

  it('5: a file of that name is there with other bytes', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'uploadAsset', () => {
          const file = { name: 'SHA256SUMS', mediaType: 'text/plain', bytes: new Uint8Array(3) };
          story.github.state.addAsset(draftOf(story), file);
        }),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.asset_conflict', true]);
  });

  it.each([
    ['6: an asset stuck in starter after a 502', 502],
    ['8: an upload answered with 500, Error saving asset', 500],
  ])('%s is removed by its id and sent again', async (_name, status) => {
    const told = await tell('publish_release', {
      script: (story) => {
        const fault = onCall('uploadAsset', {
          kind: 'answer',
          applied: false,
          failure: { status },
        });
        return (call) => {
          const met = fault(call);
          if (met === null) return null;
          const file = { name: call.about, mediaType: 'text/plain', bytes: null };
          story.github.state.addAsset(draftOf(story), file);
          return met;
        };
      },
    });
    expect([told.ending, told.result, told.broken]).toEqual(['success', 'one right result', []]);
    expect(told.sent.filter((name) => name === 'deleteAsset')).toHaveLength(1);
  });

  it('7: the connection is reset in the middle of an upload', async () => {
    const reset: ScriptedFault = { kind: 'lost', applied: false };
    const told = await tell('publish_release', { script: () => onCall('uploadAsset', reset) });
    expect([told.ending, told.result, told.broken]).toEqual(['success', 'one right result', []]);
  });

  it('10: GitHub stores a file under another name', async () => {
    const told = await tell('publish_release', {
      before: ({ github }) => github.state.renamed.set('SHA256SUMS', 'SHA256SUMS.default'),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.asset_renamed', true]);
  });

  it('25: no more files, the release is immutable', async () => {
    const fault = refusedWith('Cannot upload assets to an immutable release.');
    const told = await tell('publish_release', {
      script: () => onCall('uploadAsset', fault, null),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.release_immutable', true]);
  });

  it('35: a few uploads answered with 404 under concurrency', async () => {
    const hidden: ScriptedFault = {
      kind: 'answer',
      applied: false,
      failure: { status: 404, message: 'Not Found' },
    };
    const told = await tell('publish_release', { script: () => onCall('uploadAsset', hidden) });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
  });

  it('a digest altered in store, or none at all, keeps the release from being published', async () => {
    const altered = await tell('publish_release', {
      before: ({ github }) => (github.state.digestShown = () => `sha256:${'0'.repeat(64)}`),
    });
    expect([altered.ending, altered.clean]).toEqual(['failed github.asset_conflict', true]);
    const none = await tell('publish_release', {
      before: ({ github }) => (github.state.digestShown = () => null),
    });
    expect([none.ending, none.clean]).toEqual(['failed github.asset_digest_missing', true]);
  });
});
