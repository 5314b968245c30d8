// SPDX-License-Identifier: Apache-2.0
// Goal: an interruption never loses a result that exists, and what it broke off is named with the
// command that finishes it, until it is finished.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCommand } from './support/command-process.ts';
import { approve, openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import {
  codesOf,
  jsonOf,
  memberOf,
  runCommand,
  textAt,
  type Environment,
} from './support/command-run.ts';

const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];

let stage: CliStage;
let environment: Environment;
let publishing: Environment;
let project: string;
let runId: string;

beforeAll(async () => {
  stage = await openCliStage();
  project = stage.copyProject();
  ({ environment } = await stage.makeHome());
  publishing = { ...stage.publishing, ...environment };
  runId = await planOf(project, environment);
  await approve(stage, runId, { environment, people: ['alice', 'bob'] });
});
afterAll(async () => stage.close());

function executing(): readonly string[] {
  return ['execute', runId, '--mode', 'prod', '--project', project, '--json'];
}

describe('a prod run that is interrupted while it plans', () => {
  it('says how to go on: exit 130', async () => {
    const match = { method: 'GET', route: '/repos/{owner}/{repo}' };
    stage.emulator.addFault({ match, fault: { kind: 'stall', when: 'before_apply' } });
    const command = startCommand(executing(), publishing);
    await command.shows('discover');
    command.process.kill('SIGINT');
    const run = await command.ended;
    stage.emulator.clearFaults();
    expect(run).toMatchObject({ exit: 130, signal: null });
    expect(codesOf(run)).toEqual(['usage.interrupted']);
    expect(textAt(jsonOf(run), 'next')).toBe(
      `marketops execute ${runId} --mode prod --project ${project}`,
    );
  });

  it('is listed and explained with the command that finishes it', async () => {
    const status = jsonOf(await runCommand(['status', '--json'], environment));
    expect(status['runs']).toHaveLength(1);
    expect(status['next']).toBe(`marketops execute ${runId} --mode prod`);
    const interrupted = textAt(status, 'runs', 0, 'runId');
    const told = jsonOf(await runCommand(['explain', interrupted, '--json'], environment));
    expect(told).toMatchObject({ state: 'prod under way or interrupted', next: status['next'] });
  });
});

describe('a signal once there is a result', () => {
  it('does not keep a plan from being printed', async () => {
    const args = ['plan', ...proposer, '--project', project, '--json'];
    const command = startCommand(args, environment);
    await command.shows('run.completed');
    command.process.kill('SIGINT');
    const run = await command.ended;
    expect(run).toMatchObject({ exit: 0, signal: null });
    expect(textAt(jsonOf(run), 'runId')).toMatch(/^run_/);
  });

  it('does not keep what was published from being told', async () => {
    const command = startCommand(executing(), publishing);
    await command.shows('run.completed');
    command.process.kill('SIGINT');
    const run = requireExit(await command.ended, 0);
    expect(memberOf(jsonOf(run), 'operations')).toHaveLength(3);
    expect(memberOf(jsonOf(run), 'evidence')).toHaveLength(3);
  });

  it('and the run that was interrupted before is listed no more', async () => {
    const status = jsonOf(await runCommand(['status', '--json'], environment));
    expect(status['runs']).toEqual([]);
    expect(status).not.toHaveProperty('next');
  });
});
