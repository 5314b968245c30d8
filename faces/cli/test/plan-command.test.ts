// SPDX-License-Identifier: Apache-2.0
// Goal: `plan` says who is missing, what a comparison is worth, when GitHub's limit ends, and a next
// command that runs as it stands.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCliStage, planOf, type CliStage } from './support/cli-stage.ts';
import { jsonOf, memberOf, runCommand, type Environment } from './support/command-run.ts';

const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];

let stage: CliStage;
let environment: Environment;
let project: string;

beforeAll(async () => {
  stage = await openCliStage();
  project = stage.copyProject();
  ({ environment } = await stage.makeHome());
});
afterAll(async () => stage.close());

describe('a plan that nobody is said to propose', () => {
  it('asks for a proposer in the form that the option takes', async () => {
    const run = await runCommand(['plan', '--project', project], environment);
    expect(run.exit).toBe(2);
    expect(run.stderr).toContain('expected agent:ID, workflow:ID or person:ID, found none');
  });
});

describe('a plan of the same project as before', () => {
  it('differs in nothing but its time, and is not called the same bytes', async () => {
    const runId = await planOf(project, environment);
    const args = ['plan', ...proposer, '--project', project, '--against', runId];
    const { stdout } = await runCommand(args, environment);
    expect(stdout).toContain('nothing differs but the time of planning and the ids');
    expect(stdout).toContain(`approvals of ${runId} do not count for this plan`);
    expect(stdout).not.toContain('byte for byte');
  });
});

describe('a plan without a token', () => {
  it('tells what that costs, and takes about as many requests as it says', async () => {
    const args = ['plan', ...proposer, '--project', project];
    const withToken = await runCommand(args, environment);
    expect(withToken.stderr).not.toContain('without a token');
    const before = stage.emulator.counters().requests;
    const run = await runCommand(args, { ...environment, MARKETOPS_GITHUB_READ_TOKEN: '' });
    expect(run.exit).toBe(0);
    expect(run.stderr).toContain('60 requests an hour to one address, a plan takes about ten');
    expect(stage.emulator.counters().requests - before).toBeLessThanOrEqual(12);
  });
});

describe('a plan while GitHub answers no more', () => {
  it('names the limit, when it ends and what raises it', async () => {
    const match = { method: 'GET', route: '/repos/{owner}/{repo}' };
    const fault = { kind: 'primary_limit', when: 'before_apply', resetInSeconds: 600 } as const;
    stage.emulator.addFault({ match, fault });
    const args = ['plan', ...proposer, '--project', project, '--json'];
    const run = await runCommand(args, environment);
    stage.emulator.clearFaults();
    expect(run.exit).toBe(1);
    expect(memberOf(jsonOf(run), 'refusals', 0)).toMatchObject({
      code: 'repository.unreadable',
      expected: expect.stringContaining('MARKETOPS_GITHUB_READ_TOKEN'),
      found: expect.stringMatching(/rate limit is spent until 20\d\d-/),
    });
  });
});
