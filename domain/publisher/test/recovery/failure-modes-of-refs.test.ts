// SPDX-License-Identifier: Apache-2.0
// Goal: one test for each failure mode of refs, branches and pull requests that can reach the
// publisher (rows 11, 13 to 15, 17 to 19, 23, 24 and 37). Rows that cannot reach it: 12 (PATCH of a
// missing ref), since no ref is ever updated; 16 (stale head in GraphQL), since GraphQL is not used.
import { sampleCommitOid, sampleOpenPr, type ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';
import { meanwhile, onCall, refusedWith, tell } from '../story/tell.ts';

const branch = sampleOpenPr().head.branch;
const head = `refs/heads/${branch}`;

function ruleset(target: string, include: string) {
  return {
    rulesetId: 5,
    name: 'protected names',
    target,
    enforcement: 'active',
    refIncludes: [include],
    refExcludes: [],
    ruleTypes: ['creation'],
    bypassable: false,
  };
}

describe('refs', () => {
  it('11: Reference already exists, at the approved object: it was ours', async () => {
    const told = await tell('tag_repo', {
      script: () => onCall('createRef', { kind: 'lost', applied: true }),
    });
    expect([told.ending, told.result, told.sent.length]).toEqual([
      'success',
      'one right result',
      2,
    ]);
  });

  it('11: Reference already exists, at another object: a conflict, and the tag is not moved', async () => {
    const told = await tell('tag_repo', {
      before: (story) =>
        meanwhile(story, 'createRef', () =>
          story.github.state.refs.set('refs/tags/v1.2.0', sampleCommitOid),
        ),
    });
    expect(told.ending).toBe('failed github.tag_conflict');
    expect(told.story.github.state.refs.get('refs/tags/v1.2.0')).toBe(sampleCommitOid);
  });

  it('13: Object does not exist, although it was just made', async () => {
    const once = await tell('tag_repo', {
      script: () => onCall('createRef', refusedWith('Object does not exist')),
    });
    expect([once.ending, once.result]).toEqual(['success', 'one right result']);
    const always = await tell('tag_repo', {
      script: () => onCall('createRef', refusedWith('Object does not exist'), null),
    });
    expect([always.ending, always.clean]).toEqual(['failed github.not_visible', true]);
  });

  it('14: Reference update failed, without a reason', async () => {
    const told = await tell('tag_repo', {
      script: () => onCall('createRef', refusedWith('Reference update failed'), null),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.ruleset_refuses', true]);
  });

  it('23: a ruleset blocks the tag, found before any write where it can be read', async () => {
    const told = await tell('publish_release', {
      before: ({ github }) => (github.state.rulesets = [ruleset('tag', 'refs/tags/v*')]),
    });
    expect([told.ending, told.sent]).toEqual(['failed github.ruleset_refuses', []]);
  });

  it('23: a ruleset that cannot be read blocks the tag before anything is public', async () => {
    const told = await tell('publish_release', {
      before: ({ github }) => (github.state.rulesets = null),
      script: () => onCall('createRef', refusedWith('Repository rule violations found'), null),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.ruleset_refuses', true]);
  });

  it('24: a branch ruleset allows creating and refuses updates: there is one write to a ref', async () => {
    const told = await tell('open_pr');
    expect(told.result).toBe('one right result');
    expect(told.sent.filter((name) => name === 'createRef')).toHaveLength(1);
  });
});

describe('the base and the branch', () => {
  it('15: the base has moved; nothing is forced', async () => {
    const told = await tell('open_pr', {
      before: ({ github, operation }) =>
        github.state.refs.set(
          'refs/heads/main',
          operation.kind === 'open_pr' ? operation.commit.tree : sampleCommitOid,
        ),
    });
    expect([told.ending, told.sent]).toEqual(['failed github.base_moved', []]);
  });

  it('15: the base moves while the commit is made; no branch is created', async () => {
    const told = await tell('open_pr', {
      before: (story) =>
        meanwhile(story, 'createCommit', () =>
          story.github.state.refs.set('refs/heads/main', sampleOpenPr().commit.tree),
        ),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.base_moved', true]);
  });

  it.each<[string, ScriptedFault]>([
    ['a limit is sat out', { kind: 'answer', applied: false, failure: { status: 429 } }],
    ['the network is away', { kind: 'never_sent' }],
  ])('15: the base moves while %s before the branch; none is created', async (_name, fault) => {
    const told = await tell('open_pr', {
      before: (story) => {
        story.github.afterCall = ({ name }) => {
          if (name !== 'createRef') return;
          story.github.state.refs.set('refs/heads/main', sampleOpenPr().commit.tree);
        };
      },
      script: () => onCall('createRef', fault),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.base_moved', true]);
  });

  it('the branch exists with something else on it', async () => {
    const told = await tell('open_pr', {
      before: ({ github }) => github.state.refs.set(head, sampleCommitOid),
    });
    expect([told.ending, told.sent]).toEqual(['failed github.branch_exists', []]);
  });
});

describe('pull requests', () => {
  it('17: a pull request exists, and it is ours', async () => {
    const told = await tell('open_pr', {
      script: () => onCall('createPullRequest', { kind: 'lost', applied: true }),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent.filter((name) => name === 'createPullRequest')).toHaveLength(1);
  });

  it('17: a pull request of somebody else exists on the branch', async () => {
    const told = await tell('open_pr', {
      before: (story) =>
        meanwhile(story, 'createPullRequest', () => {
          const headOid = story.github.state.refs.get(head) ?? sampleCommitOid;
          story.github.state.pulls.set(7, {
            number: 7,
            state: 'open',
            merged: false,
            title: 'Mine',
            body: null,
            draft: false,
            headRef: branch,
            headOid,
            headRepositoryId: 2002,
            baseRef: 'main',
            baseOid: sampleCommitOid,
            authorId: 8,
            htmlUrl: '',
          });
        }),
    });
    expect(told.ending).toBe('failed github.pull_request_exists operation.left_behind');
    expect(told.story.github.state.pulls.get(7)?.state).toBe('open');
  });

  it('18: no commits between head and base', async () => {
    const told = await tell('open_pr', {
      script: () =>
        onCall('createPullRequest', refusedWith(`No commits between main and ${branch}`), null),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.no_difference', true]);
  });

  it('19: the head is not visible yet', async () => {
    const error = { resource: 'PullRequest', code: 'invalid', field: 'head' };
    const told = await tell('open_pr', {
      script: () => onCall('createPullRequest', refusedWith('Validation Failed', error)),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
  });

  it('an attempt that stays in doubt is fenced: its branch goes, the next is numbered', async () => {
    const lost: ScriptedFault = { kind: 'lost', applied: false };
    const told = await tell('open_pr', { script: () => onCall('createPullRequest', lost) });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect([...told.story.github.state.refs.keys()]).toEqual(['refs/heads/main', `${head}-2`]);
    expect(told.outcome.result).toMatchObject({ branch: `${branch}-2` });
    const fenced = told.story.github.writes.map(({ name, about }) => `${name} ${about}`);
    expect(fenced.slice(fenced.indexOf(`createPullRequest ${branch}`))).toEqual([
      `createPullRequest ${branch}`,
      `deleteBranch ${branch}`,
      `createRef ${head}-2`,
      `createPullRequest ${branch}-2`,
    ]);
  });
});

describe('deliveries', () => {
  it('37: the same submission is delivered twice', async () => {
    const story = new PublisherStory('publish_release');
    const publisher = story.publisher();
    const first = await story.publish(publisher);
    const second = await story.publish(publisher);
    expect(first.status).toBe('success');
    expect(second).toMatchObject({ status: 'rejected_by_auth', receiptId: first.receiptId });
    expect(second.refusals).toMatchObject([
      { code: 'receipt.consumed', found: `used by ${first.operationId}, success` },
    ]);
  });
});
