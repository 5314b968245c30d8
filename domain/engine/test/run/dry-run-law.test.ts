// SPDX-License-Identifier: Apache-2.0
// The dry-run law: the prod run that follows arrives at the same bytes or stops, and neither asks
// GitHub for anything but to read.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveSideEffectPort, MarketOpsEngine } from '@marketops/engine';
import { sampleConfig, sampleProject, testCommit, type SampleProject } from '@marketops/testkit';
import { ScriptedRoad } from '../scripted-road.ts';
import { configWithOperation, dryRun, prodRun, runIdOf, sampleProposer } from '../sample-runs.ts';

const reads = ['open', 'commit', 'tag', 'branch', 'tree', 'publishedRelease', 'openPullRequest'];

/** One change of the world between a dry run and its prod run, and where the plan shows it. */
const changes: readonly {
  readonly name: string;
  readonly change: (sample: SampleProject) => void;
  readonly path: string;
}[] = [
  {
    name: 'another commit',
    change: ({ project, repositories }) => {
      const commit = testCommit('later');
      project.history.headCommit = { ...project.history.headCommit, commit };
      repositories.push('later', { 'docs/install.md': 'x' }, commit);
    },
    path: '/sourceCommit',
  },
  {
    name: 'another author of the commit',
    change: ({ project }) => {
      const authorEmail = 'dave@lantern.example';
      project.history.headCommit = { ...project.history.headCommit, authorEmail };
    },
    path: '/facts/lastAuthor',
  },
  {
    name: 'another configuration',
    change: ({ project }) => {
      project.configuration = configWithOperation('release', { title: 'Lantern {version}' });
    },
    path: '/configDigest',
  },
  {
    name: 'another pull-request file',
    change: ({ project }) => void project.files.set('build/install.md', '# Install 1.2.0!\n'),
    path: '/operations/2/operation/files/0/size',
  },
  {
    name: 'an artifact that changed',
    change: ({ project }) => void project.files.set('dist/lantern-1.2.0.txt', 'other\n'),
    path: '/facts/artifactChecks/9/verdict',
  },
  {
    name: 'another artifact that nobody takes',
    change: ({ project }) => void project.files.set('dist/debug.log', 'noise\n'),
    path: '/notShipped/0',
  },
  {
    name: 'other notes',
    change: ({ project }) => {
      project.files.set('CHANGELOG.md', '## 1.2.0\n\n- It decodes all.\n');
    },
    path: '/operations/1/operation/body',
  },
  {
    name: 'a base branch that moved',
    change: ({ repositories }) => {
      repositories.push('main', { 'docs/install.md': '# 1.1.0\n' }, testCommit('moved'));
    },
    path: '/operations/2/operation/base/commit',
  },
  {
    name: 'a tag that somebody made',
    change: ({ repositories }) => {
      const oid = testCommit('elsewhere');
      repositories.tags.set('v1.2.0', { oid, annotated: false, targetCommit: oid });
    },
    path: '/operations/0',
  },
  {
    name: 'a repository of the same name and another id',
    change: ({ repositories }) => {
      repositories.identity = { ...repositories.identity, repositoryId: 3003 };
    },
    path: '/repository/repositoryId',
  },
  {
    name: 'another policy',
    change: ({ weigher }) => void (weigher.version = 2),
    path: '/policy/version',
  },
];

describe('a prod run', () => {
  it('arrives at the very bytes of its dry run, hours later, and publishes', async () => {
    const sample = sampleProject();
    const dry = await dryRun(sample);
    await sample.clock.sleep(7_200_000);
    const road = new ScriptedRoad();
    const prod = await prodRun(sample, runIdOf(dry), road);
    expect(prod.status).toBe('completed');
    expect(prod.sealed?.bytes).toEqual(dry.sealed?.bytes);
    expect(prod.difference).toEqual([]);
    expect(road.calls).toEqual([
      'authorize',
      'submit tag_repo',
      'submit publish_release',
      'submit open_pr',
    ]);
    expect(road.requests[0]?.runId).toBe(runIdOf(prod));
    expect(runIdOf(prod)).not.toBe(runIdOf(dry));
  });

  it.each(changes)('stops as stale on $name, and shows it', async ({ change, path }) => {
    const sample = sampleProject();
    const dry = await dryRun(sample);
    change(sample);
    const road = new ScriptedRoad();
    const prod = await prodRun(sample, runIdOf(dry), road);
    expect(road.calls).toEqual([]);
    expect(prod.status).toBe('failed');
    expect(prod.report).toBeNull();
    expect(new Set(prod.refusals.map(({ code }) => code))).toEqual(new Set(['plan.stale']));
    expect(prod.refusals.map(({ subject }) => subject)).toContain(path);
    expect(prod.difference?.map((difference) => difference.path)).toContain(path);
    expect(prod.run).toMatchObject({ planDigest: null, dryRunId: runIdOf(dry) });
  });

  it('never publishes another plan, whatever changed together', async () => {
    const some = fc.subarray([...changes]);
    const property = fc.asyncProperty(some, async (chosen) => {
      const sample = sampleProject();
      const dry = await dryRun(sample);
      for (const { change } of chosen) change(sample);
      const road = new ScriptedRoad();
      const prod = await prodRun(sample, runIdOf(dry), road);
      const equal = chosen.length === 0;
      expect(prod.status).toBe(equal ? 'completed' : 'failed');
      expect(road.calls.length > 0).toBe(equal);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('has no plan to carry out without a dry run that has one', async () => {
    const sample = sampleProject();
    const road = new ScriptedRoad();
    const none = await prodRun(sample, null, road);
    expect(none).toMatchObject({ status: 'refused', refusals: [{ code: 'plan.missing' }] });
    const first = await dryRun(sample);
    const other = sampleProject();
    const unknown = await prodRun(other, runIdOf(first), road);
    expect(unknown).toMatchObject({ status: 'refused', refusals: [{ code: 'run.unknown' }] });
    other.project.files.delete('package.json');
    const failed = await dryRun(other);
    const without = await prodRun(other, runIdOf(failed), road);
    expect(without).toMatchObject({ status: 'refused', refusals: [{ code: 'plan.missing' }] });
    const prod = await prodRun(sample, runIdOf(first), road);
    const twice = await prodRun(sample, runIdOf(prod), new ScriptedRoad());
    expect(twice).toMatchObject({
      status: 'refused',
      refusals: [{ code: 'plan.missing', expected: 'a dry run', found: 'a run in mode prod' }],
    });
    expect(road.calls.filter((call) => call === 'authorize')).toHaveLength(1);
  });
});

describe('two dry runs', () => {
  it('draw other ids and dates of their own', async () => {
    const sample = sampleProject();
    const first = await dryRun(sample);
    await sample.clock.sleep(1_000);
    const second = await dryRun(sample);
    const ids = [first, second].map(({ sealed }) =>
      sealed?.plan.operations.map(({ operation }) => operation.operationId),
    );
    expect(ids[0]).not.toEqual(ids[1]);
    expect(first.sealed?.plan.plannedAt).not.toBe(second.sealed?.plan.plannedAt);
  });

  it('of one world differ in nothing that was not drawn', async () => {
    const sample = sampleProject();
    const first = await dryRun(sample);
    await sample.clock.sleep(86_400_000);
    const second = await dryRun(sample, runIdOf(first));
    expect(second.status).toBe('completed');
    expect(second.difference).toEqual([]);
  });

  it('of two worlds differ in what changed, and the second is a plan of its own', async () => {
    const sample = sampleProject();
    const first = await dryRun(sample);
    sample.project.configuration = { ...sampleConfig, notes: null, operations: taggingAlone() };
    const second = await dryRun(sample, runIdOf(first));
    const paths = second.difference?.map(({ path }) => path);
    expect(paths).toContain('/configDigest');
    expect(paths).toContain('/operations/1');
    expect(paths).not.toContain('/operations/0/digest');
    expect(second.sealed?.plan.operations).toHaveLength(1);
  });

  it('read from GitHub and do nothing else there', async () => {
    const sample = sampleProject();
    await dryRun(sample);
    expect(new Set(sample.repositories.reads)).toEqual(new Set(reads));
  });
});

function taggingAlone() {
  const { operations } = sampleConfig;
  return Array.isArray(operations) ? operations.slice(0, 1) : [];
}

describe('the mode of a run', () => {
  it.each(['PROD', 'Prod', 'production', '', ' prod', 'dry-run', undefined, null, true, ['prod']])(
    'is not %j: nothing is run',
    async (mode) => {
      const sample = sampleProject();
      const dry = await dryRun(sample);
      const before = sample.runs.auditRecords.length;
      const road = new ScriptedRoad();
      const outcome = await new MarketOpsEngine(sample).run({
        mode,
        runId: null,
        proposer: sampleProposer,
        dryRunId: runIdOf(dry),
        against: null,
        sideEffects: new LiveSideEffectPort(road),
      });
      expect(outcome).toMatchObject({ status: 'refused', refusals: [{ code: 'mode.not_prod' }] });
      expect(road.calls).toEqual([]);
      expect(sample.runs.auditRecords).toHaveLength(before);
    },
  );
});
