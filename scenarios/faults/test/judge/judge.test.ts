// SPDX-License-Identifier: Apache-2.0
// Goal: every defect is found where it is planted, nothing is called a defect that is none, and the
// worst of several findings is the verdict.
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../judge/evidence.ts';
import { judge } from '../../judge/judge.ts';
import type { Standing, StandingRelease } from '../../judge/standing.ts';
import {
  earlierRelease,
  pullEvidence,
  releaseEvidence,
  rightPull,
  rightRelease,
  saying,
  standingBefore,
  tagEvidence,
  tagRef,
} from './sample-evidence.ts';

const otherOid = 'e'.repeat(40);

function withAfter(evidence: Evidence, change: Partial<Standing>): Evidence {
  return { ...evidence, after: { ...evidence.after, ...change } };
}

function withReleases(...releases: readonly StandingRelease[]): Evidence {
  return withAfter(releaseEvidence, { releases: [earlierRelease, ...releases] });
}

function nothingPublic(evidence: Evidence): Evidence {
  return { ...evidence, after: evidence.before };
}

function withAsset(change: Partial<StandingRelease['assets'][number]>): Evidence {
  const assets = rightRelease.assets.map((asset) => ({ ...asset, ...change }));
  return withReleases({ ...rightRelease, assets });
}

describe('what is right', () => {
  it.each([
    ['a tag', tagEvidence],
    ['a release', releaseEvidence],
    ['a pull request', pullEvidence],
    [
      'a pull request from the branch of a second attempt',
      withAfter(pullEvidence, {
        refs: { ...standingBefore.refs, 'refs/heads/docs/1.2.0-2': rightPull.headId },
        pulls: [{ ...rightPull, headBranch: 'docs/1.2.0-2' }],
      }),
    ],
  ])('%s as approved is one right result', (_, evidence) => {
    expect(judge(evidence)).toMatchObject({ verdict: 'one right result', leftToPeople: false });
  });

  it.each(['failed', 'rejected'] as const)('%s with nothing public is a refusal', (status) => {
    for (const evidence of [tagEvidence, releaseEvidence, pullEvidence]) {
      const refused = { ...nothingPublic(saying(evidence, status)), mustSucceed: false };
      expect(judge(refused).verdict).toBe('refused, nothing public');
    }
  });

  it('is a refusal as well where somebody else holds the tag', () => {
    const taken = withAfter(saying(tagEvidence, 'failed'), {
      refs: { ...standingBefore.refs, [tagRef]: otherOid },
    });
    const evidence = { ...taken, foreignRefs: [tagRef], tampering: true, mustSucceed: false };
    expect(judge(evidence).verdict).toBe('refused, nothing public');
    const unknown = saying(evidence, 'outcome_unknown', ['operation.tampered']);
    expect(judge(unknown)).toMatchObject({
      verdict: 'refused, nothing public',
      leftToPeople: true,
    });
  });
});

describe('what is deleted', () => {
  it.each([
    ['the release of before', withAfter(releaseEvidence, { releases: [rightRelease] })],
    [
      'a release that became a draft again',
      withAfter(releaseEvidence, { releases: [{ ...earlierRelease, draft: true }, rightRelease] }),
    ],
    ['a tag of before', withAfter(tagEvidence, { refs: { [tagRef]: 'a'.repeat(40) } })],
    [
      'a tag of before that moved',
      withAfter(tagEvidence, { refs: { ...tagEvidence.after.refs, 'refs/tags/v1.1.0': otherOid } }),
    ],
    [
      'a release of ours that was public for a while',
      {
        ...nothingPublic(saying(releaseEvidence, 'failed')),
        writes: [
          {
            method: 'PATCH',
            route: '/repos/{owner}/{repo}/releases/{release_id}',
            publicEffect: true,
            ids: { releaseId: 2 },
          },
        ],
      },
    ],
    [
      'a tag of ours that was there for a while',
      {
        ...nothingPublic(saying(tagEvidence, 'failed')),
        writes: [
          {
            method: 'POST',
            route: '/repos/{owner}/{repo}/git/refs',
            publicEffect: true,
            ids: { ref: tagRef, sha: 'a'.repeat(40) },
          },
        ],
      },
    ],
    [
      'anything public that was there but for a DELETE of ours',
      {
        ...releaseEvidence,
        writes: [
          {
            method: 'DELETE',
            route: '/repos/{owner}/{repo}/releases/{release_id}',
            publicEffect: true,
            ids: { releaseId: 3 },
          },
        ],
      },
    ],
  ])('%s', (_, evidence) => {
    expect(judge(evidence).verdict).toBe('deleted');
  });

  it('is not the branch of an attempt that was fenced', () => {
    const evidence = {
      ...pullEvidence,
      writes: [
        {
          method: 'DELETE',
          route: '/repos/{owner}/{repo}/git/refs/{ref}',
          publicEffect: true,
          ids: { ref: 'refs/heads/docs/1.2.0' },
        },
      ],
    };
    expect(judge(evidence).verdict).toBe('one right result');
  });
});

describe('what is there twice', () => {
  it('two published releases under one tag', () => {
    const twice = withReleases(rightRelease, { ...rightRelease, id: 3 });
    expect(judge(twice).verdict).toBe('duplicate');
  });

  it('two pull requests, even if one is closed', () => {
    const twice = withAfter(pullEvidence, {
      pulls: [
        { ...rightPull, state: 'closed' },
        { ...rightPull, number: 8 },
      ],
    });
    expect(judge(twice).verdict).toBe('duplicate');
  });
});

describe('what has wrong bytes', () => {
  it.each([
    ['stored bytes', withAsset({ storedSha256: '0'.repeat(64) })],
    ['a digest', withAsset({ digest: `sha256:${'0'.repeat(64)}` })],
    ['no digest', withAsset({ digest: null })],
    ['another size', withAsset({ size: 6 })],
    ['an unfinished file', withAsset({ state: 'starter' })],
    ['another file name', withAsset({ name: 'b.txt' })],
    ['a file too few', withReleases({ ...rightRelease, assets: [] })],
    ['another text', withReleases({ ...rightRelease, body: 'It does not shine.' })],
    ['another name', withReleases({ ...rightRelease, name: 'Edited' })],
    ['another flag', withReleases({ ...rightRelease, prerelease: true })],
    ['another place', withReleases({ ...rightRelease, mayBeLatest: false })],
    ['another tag name', withReleases({ ...rightRelease, tagName: 'untagged-1' })],
    [
      'a tag at another object',
      withAfter(tagEvidence, { refs: { ...standingBefore.refs, [tagRef]: otherOid } }),
    ],
    ['another head', withAfter(pullEvidence, { pulls: [{ ...rightPull, headId: otherOid }] })],
    ['another title', withAfter(pullEvidence, { pulls: [{ ...rightPull, title: 'Other' }] })],
    ['another draft state', withAfter(pullEvidence, { pulls: [{ ...rightPull, draft: true }] })],
    ['another base', withAfter(pullEvidence, { pulls: [{ ...rightPull, baseBranch: 'next' }] })],
  ])('%s', (_, evidence) => {
    expect(judge(evidence).verdict).toBe('wrong bytes');
  });

  it('a release that was published under the tag of somebody else', () => {
    const evidence = withAfter(releaseEvidence, {
      refs: { ...standingBefore.refs, [tagRef]: otherOid },
    });
    expect(judge({ ...evidence, foreignRefs: [tagRef] }).verdict).toBe('wrong bytes');
  });
});

describe('what was said of it', () => {
  it('hung: it did not end, or to nobody’s knowledge', () => {
    expect(judge({ ...releaseEvidence, ending: { kind: 'hung' } }).verdict).toBe('hung');
    const unknown = nothingPublic(saying(releaseEvidence, 'outcome_unknown'));
    expect(judge(unknown).verdict).toBe('hung');
    const wronglyBlamed = saying(unknown, 'outcome_unknown', ['operation.tampered']);
    expect(judge(wronglyBlamed).verdict).toBe('hung');
  });

  it('lost: success without the effect, or with half of it, or nothing said at all', () => {
    expect(judge(nothingPublic(releaseEvidence)).verdict).toBe('lost');
    expect(judge(withReleases({ ...rightRelease, draft: true })).verdict).toBe('lost');
    const tagless = withAfter(releaseEvidence, { refs: standingBefore.refs });
    expect(judge(tagless).verdict).toBe('lost');
    expect(judge({ ...nothingPublic(tagEvidence), ending: { kind: 'forgotten' } }).verdict).toBe(
      'lost',
    );
  });

  it('lost: an attempt or an end that is not in the log, or a log that does not verify', () => {
    const log = { verifies: true, unannounced: [], endings: 1 };
    const wrong = [
      { ...log, verifies: false },
      { ...log, unannounced: ['POST /x'] },
      { ...log, endings: 0 },
    ];
    for (const bad of wrong) expect(judge({ ...tagEvidence, log: bad }).verdict).toBe('lost');
    expect(judge({ ...tagEvidence, log: null }).verdict).toBe('one right result');
  });

  it('false failure: something public that was called failed', () => {
    for (const evidence of [tagEvidence, releaseEvidence, pullEvidence]) {
      expect(judge(saying(evidence, 'failed')).verdict).toBe('false failure');
      expect(judge(saying(evidence, 'rejected')).verdict).toBe('false failure');
    }
    const tagAlone = withAfter(releaseEvidence, { releases: [earlierRelease] });
    expect(judge(saying(tagAlone, 'failed')).verdict).toBe('false failure');
  });

  it('false failure: a refusal where nothing stood against it', () => {
    const refused = nothingPublic(saying(releaseEvidence, 'failed'));
    expect(judge(refused).verdict).toBe('false failure');
  });
});

describe('what is left lying about', () => {
  it('a draft, beside a success and after a failure', () => {
    const draft = { ...rightRelease, id: 9, draft: true };
    expect(judge(withReleases(rightRelease, draft)).verdict).toBe('orphan draft');
    const failed = { ...saying(withReleases(draft), 'failed'), mustSucceed: false };
    expect(judge(withAfter(failed, { refs: standingBefore.refs })).verdict).toBe('orphan draft');
  });

  it('a draft of ours under another tag', () => {
    const draft = { ...rightRelease, id: 9, draft: true, tagName: 'untagged-1' };
    expect(judge(withReleases(rightRelease, draft)).verdict).toBe('orphan draft');
  });

  it('a branch that no pull request comes from', () => {
    const branch = withAfter(pullEvidence, {
      refs: { ...standingBefore.refs, 'refs/heads/docs/1.2.0': rightPull.headId },
      pulls: [],
    });
    const failed = { ...saying(branch, 'failed'), mustSucceed: false };
    expect(judge(failed).verdict).toBe('orphan draft');
  });
});

describe('several findings', () => {
  it('the worst is the verdict', () => {
    const draft = { ...rightRelease, id: 9, draft: true };
    const wrong = { ...rightRelease, body: 'Other' };
    const twice = { ...rightRelease, id: 8 };
    const hung = { kind: 'hung' } as const;
    expect(judge({ ...withReleases(rightRelease, draft), ending: hung }).verdict).toBe('hung');
    expect(judge({ ...withReleases(wrong, draft), ending: hung }).verdict).toBe('wrong bytes');
    expect(judge({ ...withReleases(wrong, twice), ending: hung }).verdict).toBe('duplicate');
    const gone = withAfter(releaseEvidence, { releases: [wrong, twice] });
    expect(judge(gone).verdict).toBe('deleted');
  });
});
