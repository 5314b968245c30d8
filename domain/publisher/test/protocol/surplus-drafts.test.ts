// SPDX-License-Identifier: Apache-2.0
// Goal: a second draft of ours beside the published release, from a request that was delivered twice,
// is removed; where GitHub does not let it be removed, the release is public as approved all the same,
// and what is left behind is told.
import { PUBLISHER_OPTIONS_DEFAULT } from '@marketops/publisher';
import type { GitHubScript, ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { onCall, tell } from '../story/tell.ts';

const hourMs = 3_600_000;
const { quarantineMs, lagMs } = PUBLISHER_OPTIONS_DEFAULT;

function answer(status: number, message: string): ScriptedFault {
  return { kind: 'answer', applied: false, failure: { status, message } };
}

/** The draft is made twice, and whatever is to be removed meets `fault`. */
function madeTwice(fault: ScriptedFault): GitHubScript {
  const twice = onCall('createRelease', { kind: 'twice' });
  const unremoved = onCall('deleteRelease', fault, null);
  return (call) => twice(call) ?? unremoved(call);
}

describe('a surplus draft', () => {
  it.each([
    ['that may not be removed', answer(403, 'Resource not accessible by integration')],
    ['that is refused again and again', answer(404, 'Not Found')],
    ['whose removal is never answered', { kind: 'lost', applied: false } as const],
  ])('%s is left behind, and the release is a success', async (_name, fault) => {
    const told = await tell('publish_release', { script: () => madeTwice(fault) });
    expect(told.ending).toBe('success operation.left_behind');
    const { published, drafts } = told.story.github.state;
    expect([published.length, drafts.length]).toEqual([1, 1]);
    expect(told.outcome.result).toMatchObject({ releaseId: published[0]?.releaseId });
    expect(told.story.store.auditRecords.at(-1)).toMatchObject({
      event: 'operation.settled',
      status: 'success',
      reasons: [{ code: 'operation.left_behind' }],
    });
  });

  it('is tried to be removed for an hour', async () => {
    const told = await tell('publish_release', {
      script: () => madeTwice({ kind: 'lost', applied: false }),
    });
    expect(told.story.elapsedMs).toBeGreaterThanOrEqual(hourMs);
    expect(told.story.elapsedMs).toBeLessThan(hourMs + 2 * (quarantineMs + lagMs));
  });
});

describe('a surplus draft of an operation that fails', () => {
  it('is removed too, though the list does not show it at first', async () => {
    const told = await tell('publish_release', {
      before: ({ github }) => {
        github.lagMs = (name) => (name === 'releases' ? lagMs - 1 : 0);
        github.state.digestShown = () => null;
      },
      script: () => onCall('createRelease', { kind: 'twice' }),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.asset_digest_missing', true]);
  });
});
