// SPDX-License-Identifier: Apache-2.0
// What each mode does with a sealed plan, and what is held back when something is refused.
import { describe, expect, it } from 'vitest';
import { refusal } from '@marketops/core';
import {
  LiveSideEffectPort,
  MarketOpsEngine,
  NullSinkSideEffectPort,
  type IssuedReceipt,
} from '@marketops/engine';
import { sampleProject } from '@marketops/testkit';
import { ScriptedRoad } from '../scripted-road.ts';
import { configWithOperation, dryRun, prodRun, runIdOf, sampleProposer } from '../sample-runs.ts';

async function plannedSample(spoil: (road: ScriptedRoad) => void = () => undefined) {
  const sample = sampleProject();
  const dry = await dryRun(sample);
  const road = new ScriptedRoad();
  spoil(road);
  const prod = await prodRun(sample, runIdOf(dry), road);
  const operations = prod.report?.kind === 'published' ? prod.report.operations : [];
  return { sample, road, prod, operations, dry };
}

describe('the port of a prod run', () => {
  it('tells of every receipt before it hands over anything', async () => {
    const { sample, prod } = await plannedSample();
    const events = await sample.runs.events(runIdOf(prod), 0);
    const issued = events.filter(({ happening }) => happening.kind === 'receipt.issued');
    expect(issued).toHaveLength(3);
    expect(events.map(({ happening }) => happening.kind)).not.toContain('execute.blocked');
    expect(events.at(-1)?.happening).toMatchObject({
      kind: 'run.completed',
      ending: 'completed',
      statuses: [{ status: 'success' }, { status: 'success' }, { status: 'success' }],
    });
    expect(prod.ledger?.ledger).toMatchObject({ mode: 'prod', advisoryReceipts: [] });
    expect(prod.ledger?.ledger).toHaveProperty('receipts.length', 3);
    expect(prod.ledger?.ledger).toHaveProperty('outcomes.length', 3);
  });

  it('hands over nothing that belongs with a refused operation', async () => {
    const { road, operations, prod } = await plannedSample((script) =>
      script.denied.add('open_pr'),
    );
    expect(road.calls).toEqual(['authorize']);
    expect(operations.map(({ status }) => status)).toEqual([
      'rejected_by_auth',
      'rejected_by_auth',
      'rejected_by_auth',
    ]);
    expect(operations.map(({ refusals }) => refusals[0]?.code)).toEqual([
      'plan.held_back',
      'plan.held_back',
      'approval.insufficient',
    ]);
    expect(prod.ledger?.ledger.advisoryReceipts).toHaveLength(1);
    expect(prod.ledger?.ledger).toHaveProperty('outcomes', []);
  });

  it('hands over nothing after an operation that did not succeed', async () => {
    const { road, operations } = await plannedSample((script) =>
      script.statuses.set('tag_repo', 'outcome_unknown'),
    );
    expect(road.calls).toEqual(['authorize', 'submit tag_repo']);
    expect(operations.map(({ status }) => status)).toEqual([
      'outcome_unknown',
      'rejected_by_auth',
      'rejected_by_auth',
    ]);
    expect(operations[1]?.refusals[0]?.found).toMatch(/^op_\w+ outcome_unknown$/);
  });

  it('calls unknown what became of an operation whose road broke off', async () => {
    const { operations, prod } = await plannedSample((script) =>
      script.faults.set('publish_release', new Error('token ghs_secret')),
    );
    expect(operations.map(({ status }) => status)).toEqual([
      'success',
      'outcome_unknown',
      'rejected_by_auth',
    ]);
    expect(operations[1]?.refusals).toMatchObject([{ code: 'run.fault', found: 'Error' }]);
    expect(prod.status).toBe('completed');
    expect(JSON.stringify(prod)).not.toContain('ghs_secret');
  });

  it('carries out operations that stand apart, whatever became of the others', async () => {
    const sample = sampleProject();
    sample.project.configuration = configWithOperation('docs', { after: [] });
    const dry = await dryRun(sample);
    const road = new ScriptedRoad();
    road.statuses.set('tag_repo', 'failed');
    await prodRun(sample, runIdOf(dry), road);
    expect(road.calls).toEqual(['authorize', 'submit tag_repo', 'submit open_pr']);
  });

  it.each<[string, (receipts: readonly IssuedReceipt[]) => readonly IssuedReceipt[]]>([
    ['too few receipts', (receipts) => receipts.slice(1)],
    ['receipts out of order', (receipts) => receipts.toReversed()],
  ])('stops on %s', async (_, spoil) => {
    const { prod, road } = await plannedSample((script) => {
      const authorize = script.authorize.bind(script);
      script.authorize = async (request) => {
        const answer = await authorize(request);
        return 'refusals' in answer ? answer : spoil(answer);
      };
    });
    expect(prod.status).toBe('failed');
    expect(prod.refusals).toMatchObject([{ code: 'run.fault', found: 'RangeError' }]);
    expect(road.calls).toEqual(['authorize']);
  });
});

describe('a plan that the Federation Core refuses as a whole', () => {
  const why = refusal('approval.denied', { subject: 'plan', expected: 'consent', found: 'a no' });
  const answer = () => Promise.resolve({ refusals: [why] });

  it('is handed over to nobody, and the run says why', async () => {
    const { prod, road, sample } = await plannedSample((script) => (script.authorize = answer));
    expect(prod).toMatchObject({ status: 'failed', refusals: [why], report: null, fault: null });
    expect(road.calls).toEqual([]);
    const events = await sample.runs.events(runIdOf(prod), 0);
    expect(events.map(({ happening }) => happening)).toContainEqual({
      kind: 'stage.failed',
      stage: 'execute',
      refusals: [why],
    });
    expect(prod.ledger?.ledger.refusals).toEqual([why]);
  });

  it('ends a dry run with the same reasons', async () => {
    const outcome = await new MarketOpsEngine(sampleProject()).run({
      mode: 'dry_run',
      runId: null,
      proposer: sampleProposer,
      dryRunId: null,
      against: null,
      sideEffects: new NullSinkSideEffectPort({ advise: answer }),
    });
    expect(outcome).toMatchObject({ status: 'failed', refusals: [why], fault: null });
    expect(outcome.sealed).not.toBeNull();
  });
});

describe('the port of a dry run', () => {
  it('carries the advisory receipts of an advisor', async () => {
    const sample = sampleProject();
    const road = new ScriptedRoad();
    for (const kind of ['tag_repo', 'publish_release', 'open_pr'] as const) road.denied.add(kind);
    const advisor = { advise: road.authorize.bind(road) };
    const outcome = await new MarketOpsEngine(sample).run({
      mode: 'dry_run',
      runId: null,
      proposer: sampleProposer,
      dryRunId: null,
      against: null,
      sideEffects: new NullSinkSideEffectPort(advisor),
    });
    expect(outcome.report).toMatchObject({ kind: 'blocked' });
    expect(outcome.ledger?.ledger.advisoryReceipts).toHaveLength(3);
    expect(road.calls).toEqual(['authorize']);
  });

  it('is not taken in a prod run, nor the other in a dry run', async () => {
    const { sample, dry } = await plannedSample();
    const road = new ScriptedRoad();
    const request = { runId: null, proposer: sampleProposer, against: null };
    const engine = new MarketOpsEngine(sample);
    const prod = await engine.run({
      ...request,
      mode: 'prod',
      dryRunId: runIdOf(dry),
      sideEffects: new NullSinkSideEffectPort(),
    });
    const other = await engine.run({
      ...request,
      mode: 'dry_run',
      dryRunId: null,
      sideEffects: new LiveSideEffectPort(road),
    });
    for (const outcome of [prod, other]) {
      expect(outcome).toMatchObject({ status: 'failed', report: null });
      expect(outcome.refusals).toMatchObject([{ code: 'run.fault', subject: 'execute' }]);
    }
    expect(road.calls).toEqual([]);
  });
});
