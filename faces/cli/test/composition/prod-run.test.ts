// SPDX-License-Identifier: Apache-2.0
// A prod run over a home takes up what an earlier process left: nothing is done twice, and a run id
// that was used names what is to be finished, not the run that finishes it.
import { join } from 'node:path';
import type { AuthorizedPlan } from '@marketops/authority';
import type { OperationReport } from '@marketops/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProposer } from '../../src/act/proposer-option.ts';
import { makeHome } from '../../src/composition/home-maker.ts';
import { openGitHub } from '../../src/composition/github.ts';
import { withHome, type OpenedHome } from '../../src/composition/opened-home.ts';
import { prodRun } from '../../src/composition/prod-run.ts';
import { openPublisher } from '../../src/composition/publisher.ts';
import { lookUpRepository } from '../../src/composition/repository-lookup.ts';
import { actApprove, actAuthorize, actDryRun, type PlannedDryRun } from '../../src/demo/acts.ts';
import { makeDemoKeys } from '../../src/demo/demo-people.ts';
import { setDemoStage, type DemoStage } from '../../src/demo/demo-stage.ts';
import { honestSubmission } from '../../src/demo/forbidden.ts';
import { readPersonOption } from '../../src/home/person-option.ts';

const proposer = readProposer('agent:release-agent', 'carol');
let stage: DemoStage;
let dryRun: PlannedDryRun;

beforeEach(async () => {
  stage = await setDemoStage(undefined);
  const keys = await makeDemoKeys(join(stage.folder, 'people'));
  await makeHome(stage.reading, {
    repository: await lookUpRepository(stage.reading, stage.repository),
    people: keys.map(({ person, file }) =>
      readPersonOption(`${person}:maintainer:${person}@lantern.example=${file}.pub`),
    ),
    approvalsMin: 2,
  });
  dryRun = await withHome(stage.reading, async (home) => {
    const scene = { home, project: stage.project, tell: () => undefined };
    const planned = await actDryRun(scene, proposer);
    for (const key of keys.filter(({ person }) => person !== 'carol')) {
      await actApprove(scene, planned.runId, key);
    }
    return planned;
  });
});

afterEach(() => stage.close());

/** Receipts for a run, of which the tag's is used: what a process leaves that is killed then. */
async function tagAlone(home: OpenedHome): Promise<AuthorizedPlan> {
  const scene = { home, project: stage.project, tell: () => undefined };
  const authorized = await actAuthorize(scene, dryRun.runId);
  await using github = openGitHub(home.settings, home.machine.clock);
  const publisher = await openPublisher({ home, github, listener: null });
  const outcome = await publisher.submit(honestSubmission(authorized, 'tag_repo'));
  expect(outcome.status).toBe('success');
  return authorized;
}

async function prodRunOf(home: OpenedHome, runId: AuthorizedPlan['runId'] | null) {
  const outcome = await prodRun(home, {
    mode: 'prod',
    project: stage.project,
    proposer,
    dryRunId: dryRun.runId,
    runId,
    observer: null,
    listener: null,
  });
  expect(outcome.refusals).toEqual([]);
  if (outcome.run === null || outcome.report?.kind !== 'published') {
    throw new Error('the run published nothing', { cause: outcome.fault });
  }
  return { runId: outcome.run.runId, operations: outcome.report.operations };
}

function receiptIds(receipts: readonly Pick<OperationReport['receipt'], 'receiptId'>[]) {
  return receipts.map(({ receiptId }) => receiptId);
}

describe('a prod run after a process that ended early', () => {
  it('does what is left, in the run of the receipts and in any further one', async () => {
    await withHome(stage.publishing, async (home) => {
      const authorized = await tagAlone(home);
      const second = await prodRunOf(home, authorized.runId);
      expect(second.runId).toBe(authorized.runId);
      expect(second.operations.map(({ status }) => status)).toEqual(Array(3).fill('success'));
      expect(receiptIds(second.operations.map(({ receipt }) => receipt))).toEqual(
        receiptIds(authorized.receipts),
      );
      const { releases, pulls } = stage.snapshot();
      expect([releases.length, pulls.length]).toEqual([1, 1]);

      const writes = stage.emulator.counters().writes;
      const third = await prodRunOf(home, authorized.runId);
      expect(third.runId).not.toBe(authorized.runId);
      expect(third.operations).toEqual(second.operations);
      expect(stage.emulator.counters().writes).toBe(writes);
    });
  });

  it('does what is left with receipts of its own in a fresh run', async () => {
    await withHome(stage.publishing, async (home) => {
      const authorized = await tagAlone(home);
      const fresh = await prodRunOf(home, null);
      expect(fresh.operations.map(({ status }) => status)).toEqual(Array(3).fill('success'));
      const [tag, ...others] = receiptIds(fresh.operations.map(({ receipt }) => receipt));
      const [spent, ...unspent] = receiptIds(authorized.receipts);
      expect(tag).toBe(spent);
      expect(others.filter((receiptId) => unspent.includes(receiptId))).toEqual([]);
      const { releases, pulls } = stage.snapshot();
      expect([releases.length, pulls.length]).toEqual([1, 1]);
    });
  });
});
