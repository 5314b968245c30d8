// SPDX-License-Identifier: Apache-2.0
// A prod run that continues an earlier one: what is done stays done, what is left is carried out, and
// our own effects do not make the plan stale. Anybody else's still do.
import { digestOf, type OperationKind } from '@marketops/core';
import { LiveSideEffectPort, MarketOpsEngine, type EarlierOperation } from '@marketops/engine';
import { sampleProject, testCommit } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { earlierOperation, putOnGitHub } from '../earlier-samples.ts';
import { dryRun, runIdOf, sampleProposer } from '../sample-runs.ts';
import { ScriptedRoad } from '../scripted-road.ts';
import type { SealedPlan } from '../../src/plan/sealed-plan.ts';

async function planned() {
  const sample = sampleProject();
  const dry = await dryRun(sample);
  if (dry.sealed === null) throw new TypeError('the sample project ships');
  return { sample, sealed: dry.sealed, dryRunId: runIdOf(dry) };
}

type Planned = Awaited<ReturnType<typeof planned>>;

/** Continues; the road refuses to mint anew for what was handed over before, as the authority does. */
async function continued(
  { sample, dryRunId }: Planned,
  earlier: readonly EarlierOperation[],
  spoil: (road: ScriptedRoad) => void = () => undefined,
) {
  const road = new ScriptedRoad();
  for (const { operation } of earlier) road.denied.add(operation.kind);
  spoil(road);
  const run = await new MarketOpsEngine(sample).run({
    mode: 'prod',
    runId: null,
    proposer: sampleProposer,
    dryRunId,
    against: null,
    sideEffects: new LiveSideEffectPort(road, earlier),
  });
  const operations = run.report?.kind === 'published' ? run.report.operations : [];
  return { run, road, operations, statuses: operations.map(({ status }) => status) };
}

function earlierOf(sealed: SealedPlan, ...kinds: readonly OperationKind[]) {
  return kinds.map((kind) => earlierOperation(sealed, kind));
}

describe('a prod run after one that ended early', () => {
  it.each<[readonly OperationKind[], readonly string[]]>([
    [['tag_repo'], ['authorize', 'submit publish_release', 'submit open_pr']],
    [
      ['tag_repo', 'publish_release'],
      ['authorize', 'submit open_pr'],
    ],
    [['tag_repo', 'publish_release', 'open_pr'], []],
  ])('after %j does what is left, over the same plan', async (kinds, calls) => {
    const before = await planned();
    const earlier = earlierOf(before.sealed, ...kinds);
    putOnGitHub(before.sample.repositories, earlier);
    const { run, road, operations, statuses } = await continued(before, earlier);
    expect(run.refusals).toEqual([]);
    expect(run.sealed?.bytes).toEqual(before.sealed.bytes);
    expect(road.calls).toEqual(calls);
    expect(statuses).toEqual(['success', 'success', 'success']);
    for (const [index, { receipt, outcome }] of earlier.entries()) {
      expect(operations[index]).toMatchObject({ receipt, outcome });
    }
    const events = await before.sample.runs.events(runIdOf(run), 0);
    const issued = events.filter(({ happening }) => happening.kind === 'receipt.issued');
    expect(issued).toHaveLength(3 - kinds.length);
  });

  it.each(['failed', 'outcome_unknown'] as const)(
    'holds back what depends on an operation that is %s',
    async (status) => {
      const before = await planned();
      const tag = earlierOperation(before.sealed, 'tag_repo', status);
      const { road, operations, statuses } = await continued(before, [tag]);
      expect(road.calls).toEqual(['authorize']);
      expect(statuses).toEqual([status, 'rejected_by_auth', 'rejected_by_auth']);
      expect(operations[0]).toMatchObject({ receipt: tag.receipt, refusals: tag.outcome.refusals });
      expect(operations[1]?.refusals).toMatchObject([{ code: 'plan.held_back' }]);
    },
  );

  it('still hands over nothing of a group in which something left is refused', async () => {
    const before = await planned();
    const earlier = earlierOf(before.sealed, 'tag_repo');
    putOnGitHub(before.sample.repositories, earlier);
    const { road, statuses } = await continued(before, earlier, (script) =>
      script.denied.add('open_pr'),
    );
    expect(road.calls).toEqual(['authorize']);
    expect(statuses).toEqual(['success', 'rejected_by_auth', 'rejected_by_auth']);
  });

  it.each<[string, (tag: EarlierOperation) => EarlierOperation]>([
    ['another plan', (tag) => ({ ...tag, planDigest: digestOf('another plan') })],
    ['another content', (tag) => ({ ...tag, operationDigest: digestOf('another tag') })],
  ])('takes nothing for done that was handed over under %s', async (_, other) => {
    const before = await planned();
    const [tag] = earlierOf(before.sealed, 'tag_repo');
    if (tag === undefined) throw new TypeError('expected a tag');
    const { road, statuses } = await continued(before, [other(tag)]);
    expect(road.calls).toEqual(['authorize']);
    expect(statuses).toEqual(['rejected_by_auth', 'rejected_by_auth', 'rejected_by_auth']);
  });
});

describe('what GitHub holds beside our own effects', () => {
  it('makes the plan stale where nothing of ours explains it', async () => {
    const before = await planned();
    putOnGitHub(before.sample.repositories, earlierOf(before.sealed, 'tag_repo'));
    const { run, road } = await continued(before, []);
    expect(run.refusals.map(({ code }) => code)).toContain('plan.stale');
    expect(road.calls).toEqual([]);
  });

  it('makes the plan stale where somebody changed what we made', async () => {
    const before = await planned();
    const earlier = earlierOf(before.sealed, 'tag_repo');
    putOnGitHub(before.sample.repositories, earlier);
    for (const name of before.sample.repositories.tags.keys()) {
      const elsewhere = testCommit('elsewhere');
      const moved = { oid: elsewhere, annotated: false, targetCommit: elsewhere };
      before.sample.repositories.tags.set(name, moved);
    }
    const { run, road } = await continued(before, earlier);
    expect(run.refusals.map(({ code }) => code)).toContain('plan.stale');
    expect(road.calls).toEqual([]);
  });

  it('makes the plan stale where what we did not finish stands there', async () => {
    const before = await planned();
    const tag = earlierOperation(before.sealed, 'tag_repo', 'outcome_unknown');
    putOnGitHub(before.sample.repositories, [tag]);
    const { run } = await continued(before, [tag]);
    expect(run.refusals.map(({ code }) => code)).toContain('plan.stale');
  });
});
