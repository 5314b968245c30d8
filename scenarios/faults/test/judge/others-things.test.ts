// SPDX-License-Identifier: Apache-2.0
// Goal: an operation that does its own work right and something to others' things is found out.
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../judge/evidence.ts';
import { judge } from '../../judge/judge.ts';
import type { Standing } from '../../judge/standing.ts';
import {
  earlierRelease,
  pullEvidence,
  releaseEvidence,
  rightPull,
  rightRelease,
  tagEvidence,
} from './sample-evidence.ts';

const otherOid = 'e'.repeat(40);
const theirDraft = { ...earlierRelease, id: 5, tagName: 'v1.2.0', name: 'Notes', draft: true };
const theirPull = { ...rightPull, number: 3, headBranch: 'feature', authorLogin: 'bob' };

function amongOthers(evidence: Evidence): Evidence {
  const withTheirs = (standing: Standing): Standing => ({
    ...standing,
    releases: [...standing.releases, theirDraft],
    pulls: [theirPull, ...standing.pulls],
  });
  return { ...evidence, before: withTheirs(evidence.before), after: withTheirs(evidence.after) };
}

function withAfter(evidence: Evidence, change: Partial<Standing>): Evidence {
  return { ...evidence, after: { ...evidence.after, ...change } };
}

const release = amongOthers(releaseEvidence);
const tag = amongOthers(tagEvidence);
const pull = amongOthers(pullEvidence);

describe('what others have', () => {
  it('is no finding while it stays as it was', () => {
    for (const evidence of [release, tag, pull]) {
      expect(judge(evidence).verdict).toBe('one right result');
    }
  });

  it.each([
    ['a draft', withAfter(release, { releases: [earlierRelease, rightRelease] })],
    ['a pull request', withAfter(pull, { pulls: [rightPull] })],
  ])('%s that is gone is deleted', (_, evidence) => {
    expect(judge(evidence).verdict).toBe('deleted');
  });

  it.each([
    [
      'a release that was published before',
      withAfter(release, {
        releases: [{ ...earlierRelease, name: 'Mine' }, rightRelease, theirDraft],
      }),
    ],
    [
      'a draft',
      withAfter(release, {
        releases: [earlierRelease, rightRelease, { ...theirDraft, body: 'Mine.' }],
      }),
    ],
    ['a pull request', withAfter(pull, { pulls: [{ ...theirPull, title: 'Mine' }, rightPull] })],
  ])('%s that was changed is found', (_, evidence) => {
    expect(judge(evidence).verdict).toBe('wrong bytes');
  });
});

describe('what nobody approved', () => {
  it.each([
    ['a second tag', tag, { refs: { ...tag.after.refs, 'refs/tags/v1.2.0-extra': otherOid } }],
    ['a branch', release, { refs: { ...release.after.refs, 'refs/heads/mine': otherOid } }],
    ['a pull request', tag, { pulls: [theirPull, rightPull] }],
    [
      'a pull request from another branch',
      pull,
      { pulls: [theirPull, rightPull, { ...rightPull, number: 8, headBranch: 'mine' }] },
    ],
  ])('%s is found', (_, evidence, change) => {
    expect(judge(withAfter(evidence, change)).verdict).toBe('wrong bytes');
  });

  it('is no finding where somebody else made it', () => {
    const ref = 'refs/heads/theirs';
    const refs = { ...tag.after.refs, [ref]: otherOid };
    const pulls = [theirPull, { ...theirPull, number: 9 }];
    const evidence = { ...withAfter(tag, { refs, pulls }), foreignRefs: [ref] };
    expect(judge(evidence).verdict).toBe('one right result');
  });
});
