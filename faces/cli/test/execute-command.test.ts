// SPDX-License-Identifier: Apache-2.0
// Goal: `execute` spends nothing where GitHub would take nothing, says of what had ended that it had, and
// says of what was not approved whom it waits for and what to run next.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import {
  codesOf,
  jsonOf,
  memberOf,
  runCommand,
  textAt,
  type CommandRun,
  type Environment,
} from './support/command-run.ts';

const replan = 'marketops plan --proposer agent:release-agent --on-behalf-of carol';

let stage: CliStage;
let environment: Environment;
let project: string;
let runId: string;

beforeAll(async () => {
  stage = await openCliStage();
  project = stage.copyProject();
});
afterAll(async () => stage.close());

beforeEach(async () => {
  ({ environment } = await stage.makeHome());
  runId = await planOf(project, environment);
});

function execute(...more: readonly string[]): Promise<CommandRun> {
  return executeWith({}, ...more);
}

function executeWith(other: Environment, ...more: readonly string[]): Promise<CommandRun> {
  const args = ['execute', runId, '--mode', 'prod', '--project', project, ...more];
  return runCommand(args, { ...stage.publishing, ...environment, ...other });
}

async function eventsOnRecord(): Promise<readonly string[]> {
  const listed = jsonOf(await runCommand(['audit', 'list', '--json'], environment));
  const records = memberOf(listed, 'records');
  if (!Array.isArray(records)) throw new Error('no list of records');
  return records.map((_, index) => textAt(records, index, 'record', 'event'));
}

async function liveReceipts(): Promise<unknown> {
  return memberOf(
    jsonOf(await runCommand(['receipts', 'list', '--json'], environment)),
    'receipts',
  );
}

describe('a plan that is not approved', () => {
  it('names whom it waits for and the next command', async () => {
    await approve(stage, runId, { environment, people: ['alice'] });
    const run = await execute();
    expect(run.exit, run.stderr).toBe(5);
    expect(run.stdout).toContain('waits for 1 more of role maintainer: bob, dave');
    expect(run.stdout).toContain(`next: marketops approve ${runId} --key FILE`);
    expect(textAt(jsonOf(await execute('--json')), 'next')).toBe(
      `marketops approve ${runId} --key FILE`,
    );
  });

  it('that was denied can only be planned anew', async () => {
    const deny = ['deny', runId, '--key', stage.keyOf('bob'), '--reason', 'wrong notes'];
    requireExit(await runCommand(deny, environment), 0);
    const run = await execute('--json');
    expect(run.exit, run.stdout).toBe(3);
    expect(textAt(jsonOf(run), 'next')).toBe(`${replan} --project ${project}`);
    const approving = ['approve', runId, '--key', stage.keyOf('alice'), '--json'];
    for (const args of [approving, ['authorize', runId, '--json']]) {
      const refused = await runCommand(args, environment);
      expect([refused.exit, textAt(jsonOf(refused), 'next')]).toEqual([3, replan]);
    }
  });

  it('the first of two approvals says who is missing and what comes next', async () => {
    const args = ['approve', runId, '--key', stage.keyOf('alice')];
    const run = requireExit(await runCommand(args, environment), 0);
    expect(run.stdout).toContain('waits for 1 more of role maintainer: bob, dave');
    expect(run.stdout).toContain(`next: marketops approve ${runId} --key FILE`);
  });
});

describe('a plan that is stale', () => {
  it('is compared anew by a command that names its proposer', async () => {
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const changed = stage.copyProject();
    writeFileSync(join(changed, 'build', 'docs', 'install.md'), 'another page\n');
    const args = ['execute', runId, '--mode', 'prod', '--project', changed, '--json'];
    const run = await runCommand(args, { ...stage.publishing, ...environment });
    expect(run.exit, run.stdout).toBe(6);
    expect(textAt(jsonOf(run), 'next')).toBe(`${replan} --against ${runId} --project ${changed}`);
  });
});

describe('a plan of which an operation failed', () => {
  it('is told as it ended, mints nothing more, and asks for a new plan', async () => {
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const match = { method: 'POST', route: '/repos/{owner}/{repo}/git/tags' };
    const body = JSON.stringify({ message: 'Resource not accessible by integration' });
    const fault = {
      kind: 'answer',
      when: 'before_apply',
      status: 403,
      body,
      contentType: 'application/json',
    } as const;
    stage.emulator.addFault({ match, fault });
    const first = await execute('--json');
    stage.emulator.clearFaults();
    expect(memberOf(jsonOf(first), 'operations', 0), first.stdout).toMatchObject({
      status: 'failed',
      endedBefore: null,
    });
    const before = [await eventsOnRecord(), await liveReceipts(), stage.emulator.counters().writes];
    const again = await execute('--json');
    expect(again.exit).toBe(first.exit);
    const told = jsonOf(again);
    expect(textAt(told, 'operations', 0, 'endedBefore')).toMatch(/^20/);
    expect(memberOf(told, 'runId')).toBeNull();
    expect(memberOf(told, 'neverTried')).toHaveLength(2);
    expect(textAt(told, 'next')).toBe(`${replan} --project ${project}`);
    expect([
      await eventsOnRecord(),
      await liveReceipts(),
      stage.emulator.counters().writes,
    ]).toEqual(before);
    const shown = await execute();
    expect(shown.stdout).toContain('nothing was tried now');
    expect(shown.stdout).toContain(`next: ${replan}`);
  });
});

describe('a credential that GitHub would not take', () => {
  beforeEach(() => approve(stage, runId, { environment, people: ['alice', 'bob'] }));

  async function expectNothingSpent(other: Environment, code: string): Promise<void> {
    const before = await eventsOnRecord();
    const run = await executeWith(other, '--json');
    expect(run.exit, run.stdout + run.stderr).toBe(4);
    expect(codesOf(run)).toEqual([code]);
    expect(textAt(jsonOf(run), 'next')).toBe('marketops doctor');
    expect(await eventsOnRecord()).toEqual(before);
    expect(await liveReceipts()).toEqual([]);
  }

  it('spends nothing, and the plan ships with the right one', async () => {
    const wrong = 'a-token-that-github-does-not-know';
    await expectNothingSpent({ MARKETOPS_GITHUB_TOKEN: wrong }, 'github.credential_refused');
    const reading = stage.planning['MARKETOPS_GITHUB_READ_TOKEN'];
    await expectNothingSpent({ MARKETOPS_GITHUB_TOKEN: reading }, 'github.permission_missing');
    const shipped = await execute('--json');
    expect(shipped.exit, shipped.stdout + shipped.stderr).toBe(0);
    const again = await execute();
    expect(again.exit).toBe(0);
    expect(again.stdout.match(/nothing was tried now/g)).toHaveLength(3);
    expect(again.stdout).toContain('next: marketops verify ');
  });
});
