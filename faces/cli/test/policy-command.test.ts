// SPDX-License-Identifier: Apache-2.0
// Goal: a policy is linted, tested and explained by command, and changes only by the approvals that the
// policy in force asks for.
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from './support/command-run.ts';
import type { Environment } from './support/command-run.ts';

let stage: CliStage;
let home: string;
let environment: Environment;

beforeAll(async () => {
  stage = await openCliStage();
});
afterAll(async () => stage.close());
beforeEach(async () => {
  ({ home, environment } = await stage.makeHome());
});

function policyFile(name: string): string {
  return join(home, 'policy', name);
}

function raiseVersion(): void {
  const manifest = readFileSync(policyFile('manifest.json'), 'utf8');
  writeFileSync(policyFile('manifest.json'), manifest.replace('"version": 1', '"version": 2'));
}

const freeze = `
@id("freeze")
@reason("Nothing ships while the harbour is closed.")
@next("Wait until the harbour opens.")
forbid (principal, action == Action::"publish_release", resource);
`;

describe('policy lint', () => {
  it('finds nothing wrong with the policy of a new home', async () => {
    const run = requireExit(await runCommand(['policy', 'lint', '--json'], environment), 0);
    expect(memberOf(jsonOf(run), 'findings')).toEqual([]);
  });

  it.each([
    [
      'a rule without its reason',
      'permit (principal, action, resource);',
      'policy.annotation_missing',
    ],
    ['a rule that does not parse', 'permit (principal, action', 'policy.syntax'],
    [
      'an attribute that does not exist',
      '@id("x")\n@reason("r")\n@next("n")\npermit (principal, action, resource) when { context.whatever };',
      'policy.unknown_name',
    ],
  ])('names %s with its place: exit 2', async (_name, rule, code) => {
    const folder = join(stage.folder, `linted-${code}`);
    cpSync(join(home, 'policy'), folder, { recursive: true });
    appendFileSync(join(folder, 'rules.cedar'), `\n${rule}\n`);
    const run = await runCommand(['policy', 'lint', folder, '--json'], environment);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toContain(code);
    expect(textAt(jsonOf(run), 'refusals', 0, 'subject')).toMatch(/rules\.cedar(:\d+)?/);
    const next = `vi ${folder}/*.cedar && marketops policy lint ${folder}`;
    expect(textAt(jsonOf(run), 'next')).toBe(next);
  });

  it('is refused a folder that is not there: exit 2', async () => {
    const run = await runCommand(['policy', 'lint', '/nowhere', '--json'], environment);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.file_unreadable']);
  });
});

describe('policy test', () => {
  it('decides every case of the starter policy as meant', async () => {
    const run = requireExit(await runCommand(['policy', 'test', '--json'], environment), 0);
    expect(memberOf(jsonOf(run), 'refusals')).toEqual([]);
  });

  it('shows what a change of the rules changes besides: exit 3', async () => {
    appendFileSync(policyFile('rules.cedar'), freeze);
    const run = await runCommand(['policy', 'test', '--json'], environment);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toContain('policy.case_failed');
  });
});

describe('policy explain', () => {
  it('tells a rule that mentions an operation from one that does not', async () => {
    const runId = await planOf(stage.copyProject(), environment);
    const run = await runCommand(['policy', 'explain', runId, '--json'], environment);
    const rules = memberOf(jsonOf(run), 'operations', 1, 'rules');
    expect(rules).toContainEqual(
      expect.objectContaining({ ruleId: 'release-with-checks', standing: 'applies' }),
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ ruleId: 'tag', standing: 'not_mentioned' }),
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ ruleId: 'no-failed-check', standing: 'condition_false' }),
    );
  });
});

describe('policy accept', () => {
  it('changes nothing where the policy is in force already', async () => {
    const args = ['policy', 'accept', '--as', 'alice', '--json'];
    const run = requireExit(await runCommand(args, environment), 0);
    expect(memberOf(jsonOf(run), 'version')).toBe(1);
  });

  it('refuses a change under the same version: exit 3, and nothing ships meanwhile', async () => {
    appendFileSync(policyFile('rules.cedar'), freeze);
    const args = ['policy', 'accept', '--as', 'alice', '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toEqual(['policy.version_not_raised']);
    const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];
    const plan = ['plan', ...proposer, '--project', stage.copyProject(), '--json'];
    expect(codesOf(await runCommand(plan, environment))).toEqual(['policy.not_accepted']);
  });

  it('opens a request, shows the whole policy to approvers, and counts others alone', async () => {
    appendFileSync(policyFile('rules.cedar'), freeze);
    raiseVersion();
    const accept = ['policy', 'accept', '--as', 'dave', '--json'];
    const asked = await runCommand(accept, environment);
    expect(asked.exit).toBe(5);
    const requestId = textAt(jsonOf(asked), 'request', 'requestId');
    expect(memberOf(jsonOf(asked), 'request', 'waitsFor')).toEqual(['alice', 'bob', 'carol']);

    const own = ['approve', requestId, '--key', stage.keyOf('dave'), '--json'];
    expect(codesOf(await runCommand(own, environment))).toContain('approval.self');
    const first = await runCommand(
      ['approve', requestId, '--key', stage.keyOf('alice')],
      environment,
    );
    expect(first.stderr).toContain('Nothing ships while the harbour is closed.');
    const second = ['approve', requestId, '--key', stage.keyOf('bob')];
    const approved = requireExit(await runCommand(second, environment), 0);
    expect(approved.stdout).toContain('next: marketops policy accept');

    const accepted = requireExit(await runCommand(accept, environment), 0);
    expect(jsonOf(accepted)).toMatchObject({ inForce: true, version: 2, requestId });
  });

  it('a forbidding rule in force is explained in its own words', async () => {
    appendFileSync(policyFile('rules.cedar'), freeze);
    raiseVersion();
    const asked = await runCommand(['policy', 'accept', '--as', 'dave', '--json'], environment);
    const requestId = textAt(jsonOf(asked), 'request', 'requestId');
    for (const person of ['alice', 'bob'] as const) {
      const args = ['approve', requestId, '--key', stage.keyOf(person)];
      requireExit(await runCommand(args, environment), 0);
    }
    requireExit(await runCommand(['policy', 'accept', '--as', 'dave'], environment), 0);
    const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];
    const args = ['plan', ...proposer, '--project', stage.copyProject(), '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(3);
    expect(memberOf(jsonOf(run), 'refusals')).toContainEqual(
      expect.objectContaining({
        code: 'policy.denied',
        found: 'Nothing ships while the harbour is closed.',
        expected: 'Wait until the harbour opens.',
      }),
    );
  });

  it('what was approved is not taken for another policy that takes its place', async () => {
    appendFileSync(policyFile('rules.cedar'), freeze);
    raiseVersion();
    const asked = await runCommand(['policy', 'accept', '--as', 'dave', '--json'], environment);
    const requestId = textAt(jsonOf(asked), 'request', 'requestId');
    appendFileSync(policyFile('rules.cedar'), '\n// another comment\n');
    const args = ['approve', requestId, '--key', stage.keyOf('alice'), '--json'];
    const run = await runCommand(args, environment);
    expect(codesOf(run)).toEqual(['approval.plan_mismatch']);
  });
});
