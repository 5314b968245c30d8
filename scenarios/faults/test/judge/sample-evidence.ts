// SPDX-License-Identifier: Apache-2.0
// A cell in which everything went right, for tests that make one thing wrong.
import type { ApprovedEffects } from '../../judge/approved-effects.ts';
import type { Evidence } from '../../judge/evidence.ts';
import type { Standing, StandingPull, StandingRelease } from '../../judge/standing.ts';

const tagOid = 'a'.repeat(40);
const mainOid = 'b'.repeat(40);
const headOid = 'c'.repeat(40);
const sha256 = 'd'.repeat(64);

/** The reference of the approved tag. */
export const tagRef = 'refs/tags/v1.2.0';

/** The release that was there before. */
export const earlierRelease: StandingRelease = {
  id: 1,
  tagName: 'v1.1.0',
  name: 'v1.1.0',
  body: 'Before.',
  draft: false,
  prerelease: false,
  mayBeLatest: true,
  authorLogin: 'acme',
  assets: [],
};

/** The approved release as it has to stand. */
export const rightRelease: StandingRelease = {
  id: 2,
  tagName: 'v1.2.0',
  name: 'Lantern 1.2.0',
  body: 'It shines.',
  draft: false,
  prerelease: false,
  mayBeLatest: true,
  authorLogin: 'release-bot',
  assets: [
    { name: 'a.txt', size: 5, state: 'uploaded', digest: `sha256:${sha256}`, storedSha256: sha256 },
  ],
};

/** The approved pull request as it has to stand. */
export const rightPull: StandingPull = {
  number: 7,
  headBranch: 'docs/1.2.0',
  headId: headOid,
  baseBranch: 'main',
  title: 'Document 1.2.0',
  draft: false,
  body: 'The docs.',
  state: 'open',
  authorLogin: 'release-bot',
};

/** The repository before. */
export const standingBefore: Standing = {
  refs: { 'refs/heads/main': mainOid, 'refs/tags/v1.1.0': mainOid },
  releases: [earlierRelease],
  pulls: [],
};

const noEffects: ApprovedEffects = { tag: null, release: null, pull: null };

const common: Pick<
  Evidence,
  'writes' | 'foreignRefs' | 'publisherLogins' | 'ending' | 'log' | 'tampering' | 'mustSucceed'
> = {
  writes: [],
  foreignRefs: [],
  publisherLogins: ['release-bot'],
  ending: { kind: 'ended', status: 'success', codes: [] },
  log: { verifies: true, unannounced: [], endings: 1 },
  tampering: false,
  mustSucceed: true,
};

/** A release that was published as approved. */
export const releaseEvidence: Evidence = {
  ...common,
  approved: {
    ...noEffects,
    tag: { ref: tagRef, oid: tagOid },
    release: {
      tagName: 'v1.2.0',
      name: 'Lantern 1.2.0',
      body: 'It shines.',
      prerelease: false,
      makeLatest: true,
      assets: [{ name: 'a.txt', size: 5, sha256 }],
    },
  },
  before: standingBefore,
  after: {
    refs: { ...standingBefore.refs, [tagRef]: tagOid },
    releases: [earlierRelease, rightRelease],
    pulls: [],
  },
};

/** A tag that was made as approved. */
export const tagEvidence: Evidence = {
  ...common,
  approved: { ...noEffects, tag: { ref: tagRef, oid: tagOid } },
  before: standingBefore,
  after: { ...standingBefore, refs: { ...standingBefore.refs, [tagRef]: tagOid } },
};

/** A pull request that was opened as approved. */
export const pullEvidence: Evidence = {
  ...common,
  approved: {
    ...noEffects,
    pull: {
      branch: 'docs/1.2.0',
      headOid,
      baseBranch: 'main',
      title: 'Document 1.2.0',
      draft: false,
      body: 'The docs.',
    },
  },
  before: standingBefore,
  after: {
    ...standingBefore,
    refs: { ...standingBefore.refs, 'refs/heads/docs/1.2.0': headOid },
    pulls: [rightPull],
  },
};

/** The same evidence after something else was said of the outcome. */
export function saying(
  evidence: Evidence,
  status: Extract<Evidence['ending'], { kind: 'ended' }>['status'],
  codes: readonly string[] = ['github.refused'],
): Evidence {
  return { ...evidence, ending: { kind: 'ended', status, codes } };
}
