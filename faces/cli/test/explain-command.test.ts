// SPDX-License-Identifier: Apache-2.0
// Goal: what is explained or listed is what stands now: nothing that was only advised, nothing that is
// over, and always a next command that goes on.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  instantFromMs,
  instantToMs,
  receiptIds,
  type Clock,
  type JsonObject,
} from '@marketops/core';
import { must } from '@marketops/testkit';
import { withHome } from '../src/composition/opened-home.ts';
import { explainReceipt } from '../src/explain/explain-receipt.ts';
import { readSettings } from '../src/home/settings.ts';
import {
  approve,
  openCliStage,
  planOf,
  requireExit,
  type CliStage,
  type PersonName,
} from './support/cli-stage.ts';
import {
  codesOf,
  jsonOf,
  memberOf,
  runCommand,
  textAt,
  type CommandRun,
  type Environment,
} from './support/command-run.ts';

const hourMs = 3_600_000;
const replan = 'marketops plan --proposer agent:release-agent --on-behalf-of carol';

interface Planned {
  readonly environment: Environment;
  readonly runId: string;
}

let stage: CliStage;
let project: string;

beforeAll(async () => {
  stage = await openCliStage();
  project = stage.copyProject();
});
afterAll(async () => stage.close());

/** A plan in a home of its own, approved by some people. */
async function plannedIn(...people: readonly PersonName[]): Promise<Planned> {
  const { environment } = await stage.makeHome();
  const runId = await planOf(project, environment);
  await approve(stage, runId, { environment, people });
  return { environment, runId };
}

function execute({ environment, runId }: Planned): Promise<CommandRun> {
  const args = ['execute', runId, '--mode', 'prod', '--project', project, '--json'];
  return runCommand(args, { ...stage.publishing, ...environment });
}

async function explained({ environment }: Planned, id: string): Promise<JsonObject> {
  return jsonOf(requireExit(await runCommand(['explain', id, '--json'], environment), 0));
}

async function requestsOf({ environment }: Planned): Promise<unknown> {
  const listed = jsonOf(await runCommand(['requests', 'list', '--json'], environment));
  const status = jsonOf(await runCommand(['status', '--json'], environment));
  expect(status['requests']).toEqual(listed['requests']);
  return listed['requests'];
}

describe('a plan that waits for an approval', () => {
  it('is explained with who approves next; a note is never what comes next', async () => {
    const { environment } = await stage.makeHome();
    const copy = stage.copyProject();
    writeFileSync(join(copy, 'dist', 'stray.txt'), 'taken by no operation\n');
    const planned = { environment, runId: await planOf(copy, environment) };
    await approve(stage, planned.runId, { environment, people: ['alice'] });
    const told = await explained(planned, planned.runId);
    expect(textAt(told, 'next')).toBe(`marketops approve ${planned.runId} --key FILE`);
    expect(textAt(told, 'reasons', 0, 'code')).toBe('approval.insufficient');
    expect(memberOf(told, 'notes')).toContainEqual(
      expect.objectContaining({ code: 'project.not_selected' }),
    );
    expect(await requestsOf(planned)).toHaveLength(1);
  });

  it('is listed once approved, until it is carried out, and no more once denied', async () => {
    const approved = await plannedIn('alice', 'bob');
    expect(await requestsOf(approved)).toMatchObject([
      { state: 'approved', next: `marketops execute ${approved.runId} --mode prod` },
    ]);
    const waiting = await plannedIn('alice');
    expect(await requestsOf(waiting)).toMatchObject([
      { state: 'open', next: `marketops approve ${waiting.runId} --key FILE` },
    ]);
    const denied = await plannedIn();
    const deny = ['deny', denied.runId, '--key', stage.keyOf('bob'), '--reason', 'wrong notes'];
    requireExit(await runCommand(deny, denied.environment), 0);
    expect(await requestsOf(denied)).toEqual([]);
  });

  it('is not explained in a circle: what is held back waits for what its cause waits for', async () => {
    const planned = await plannedIn();
    const told = await explained(planned, planned.runId);
    const reasons = memberOf(told, 'reasons');
    const nexts = Array.isArray(reasons) ? reasons.map((_, at) => textAt(reasons, at, 'next')) : [];
    expect(nexts.length).toBeGreaterThan(1);
    expect(new Set(nexts)).toEqual(new Set([`marketops request ${planned.runId} --as PERSON`]));
  });
});

describe('a run that is authorized and not begun', () => {
  it('is explained by its receipts, and begun next', async () => {
    const planned = await plannedIn('alice', 'bob');
    const { environment, runId } = planned;
    const authorized = jsonOf(await runCommand(['authorize', runId, '--json'], environment));
    const prodRunId = textAt(authorized, 'runId');
    const told = await explained(planned, prodRunId);
    expect(told).toMatchObject({ kind: 'run', dryRunId: runId, reasons: [] });
    expect(memberOf(told, 'receipts')).toHaveLength(3);
    expect(textAt(told, 'next')).toBe(`marketops execute ${prodRunId} --mode prod`);
  });
});

describe('a receipt that can be used no more', () => {
  it('is minted anew for the dry run, whose plan was approved', async () => {
    const planned = await plannedIn('alice', 'bob');
    const { environment, runId } = planned;
    requireExit(await runCommand(['authorize', runId], environment), 0);
    const listed = jsonOf(await runCommand(['receipts', 'list', '--json'], environment));
    const receiptId = textAt(listed, 'receipts', 0, 'receiptId');
    const told = await withHome(readSettings(environment, undefined), (home) => {
      const later = instantFromMs(instantToMs(home.machine.clock.now()) + hourMs);
      const clock: Clock = { now: () => later, sleep: () => Promise.resolve() };
      const afterwards = { ...home, machine: { ...home.machine, clock } };
      return explainReceipt(afterwards, must(receiptIds.parse(receiptId)));
    });
    expect(told.reasons[0]).toMatchObject({
      code: 'receipt.expired',
      next: `marketops authorize ${runId}`,
    });
  });
});

describe('an operation that failed', () => {
  it('is explained by what happened since it was admitted, and asks for a new plan', async () => {
    const planned = await plannedIn('alice', 'bob');
    const match = { method: 'POST', route: '/repos/{owner}/{repo}/git/tags' };
    const body = JSON.stringify({ message: 'Resource not accessible by integration' });
    const answer = { status: 403, body, contentType: 'application/json' };
    stage.emulator.addFault({ match, fault: { kind: 'answer', when: 'before_apply', ...answer } });
    const run = await execute(planned);
    stage.emulator.clearFaults();
    const operationId = textAt(jsonOf(run), 'operations', 0, 'operationId');
    const told = await explained(planned, operationId);
    expect(textAt(told, 'state')).toBe('failed');
    expect(memberOf(told, 'reasons')).toEqual([
      expect.objectContaining({ code: textAt(told, 'reasons', 0, 'code') }),
    ]);
    expect(textAt(told, 'reasons', 0, 'code')).toMatch(/^github\./);
    expect(textAt(told, 'next')).toBe(replan);
    expect(textAt(await explained(planned, planned.runId), 'next')).toBe(replan);
    expect(await requestsOf(planned)).toEqual([]);
  });
});

describe('a plan that shipped', () => {
  it('is explained as shipped, with how to verify it; neither it nor an empty plan is authorized', async () => {
    const planned = await plannedIn('alice', 'bob');
    const run = jsonOf(requireExit(await execute(planned), 0));
    for (const id of [planned.runId, textAt(run, 'runId')]) {
      const told = await explained(planned, id);
      expect(textAt(told, 'state')).toContain('it shipped');
      expect(memberOf(told, 'reasons')).toEqual([]);
      expect(textAt(told, 'next')).toMatch(/^marketops verify .*\.evidence\.json --trust FILE$/);
      const shown = await runCommand(['explain', id], planned.environment);
      expect(shown.stdout).not.toContain('why it did not ship');
    }
    expect(await requestsOf(planned)).toEqual([]);
    const again = jsonOf(
      await runCommand(['authorize', planned.runId, '--json'], planned.environment),
    );
    const spent = textAt(run, 'operations', 0, 'operationId');
    expect(textAt(again, 'next')).toBe(`marketops explain ${spent}`);
    const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];
    const plan = ['plan', ...proposer, '--project', project, '--json'];
    const nothing = textAt(jsonOf(await runCommand(plan, planned.environment)), 'runId');
    const authorizing = ['authorize', nothing, '--json'];
    for (const [anew, next] of [
      [await execute({ ...planned, runId: nothing }), `${replan} --project ${project}`],
      [await runCommand(authorizing, planned.environment), replan],
    ] as const) {
      expect([anew.exit, codesOf(anew)]).toEqual([2, ['plan.missing']]);
      expect(textAt(jsonOf(anew), 'next')).toBe(next);
    }
  });
});
