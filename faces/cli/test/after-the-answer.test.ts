// SPDX-License-Identifier: Apache-2.0
// Goal: what a command did and recorded is told although something after it fails: a head that cannot
// be signed, a pack that cannot be written. The failure is told after it, with what to run next.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

let stage: CliStage;
let environment: Environment;
let home: string;
let project: string;
let runId: string;

beforeEach(async () => {
  stage = await openCliStage();
  ({ environment, home } = await stage.makeHome());
  project = stage.copyProject();
  runId = await planOf(project, environment);
});
afterEach(async () => stage.close());

function hideLogKey(): () => void {
  const key = join(home, 'keys', 'log.key');
  renameSync(key, `${key}.hidden`);
  return () => renameSync(`${key}.hidden`, key);
}

/** Publishes, and spoils something as soon as everything has ended. */
function publishThen(spoil: () => void, ...more: readonly string[]): Promise<CommandRun> {
  const args = ['execute', runId, '--mode', 'prod', '--project', project, ...more];
  let spoilt = false;
  return runCommand(args, { ...stage.publishing, ...environment }, (progress) => {
    if (spoilt || !progress.includes('run.completed')) return;
    spoilt = true;
    spoil();
  });
}

function statusesIn(run: CommandRun): readonly string[] {
  return [0, 1, 2].map((index) => textAt(jsonOf(run), 'operations', index, 'status'));
}

describe('a head that cannot be signed at the end', () => {
  it('hides no approval: exit 1, the approval first, then the repair', async () => {
    const showKey = hideLogKey();
    const args = ['approve', runId, '--key', stage.keyOf('alice')];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(1);
    expect(run.stdout).toMatch(/^alice approved [0-9a-f]{64}\n/);
    expect(run.stdout).not.toContain('next: ');
    expect(run.stderr).toMatch(
      /store\.head_unsigned: .*found key\.missing; what .* did .* stands\n/,
    );
    expect(run.stderr).toContain(`\nnext: cp BACKUP ${join(home, 'keys', 'log.key')}\n`);
    showKey();
    expect(requireExit(await runCommand(['status'], environment), 0).stdout).toContain(
      'approved by alice',
    );
  });

  it('hides no publication, and its evidence can be had afterwards', async () => {
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const showKeys: (() => void)[] = [];
    const run = await publishThen(() => showKeys.push(hideLogKey()), '--json');
    expect(run.exit).toBe(1);
    expect(statusesIn(run)).toEqual(['success', 'success', 'success']);
    expect(codesOf(run)).toEqual(['store.head_unsigned', 'evidence.unwritten', 'key.missing']);
    expect(memberOf(jsonOf(run), 'evidence')).toEqual([]);
    expect(textAt(jsonOf(run), 'next')).toBe(`cp BACKUP ${join(home, 'keys', 'log.key')}`);
    for (const showKey of showKeys) showKey();
    const makeUp = textAt(jsonOf(run), 'refusals', 1, 'next');
    expect(makeUp).toMatch(/^marketops evidence op_/);
    requireExit(await runCommand(makeUp.split(' ').slice(1), environment), 0);
  });

  it('leaves an exit code alone that says more', async () => {
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const match = { method: 'POST', route: '/repos/{owner}/{repo}/git/tags' };
    const answer = {
      status: 403,
      body: '{"message":"Forbidden"}',
      contentType: 'application/json',
    };
    stage.emulator.addFault({ match, fault: { kind: 'answer', when: 'before_apply', ...answer } });
    const run = await publishThen(() => hideLogKey(), '--json');
    expect(run.exit).toBe(4);
    expect(textAt(jsonOf(run), 'operations', 0, 'status')).toBe('failed');
    expect(codesOf(run)).toContain('store.head_unsigned');
  });

  it('stands beside the reasons that the answer itself gives', async () => {
    hideLogKey();
    const run = await runCommand(['authorize', runId, '--json'], environment);
    expect(run.exit).toBe(5);
    const codes = codesOf(run);
    expect(codes[0]).toBe('approval.not_requested');
    expect(codes.slice(-2)).toEqual(['store.head_unsigned', 'key.missing']);
  });
});

describe('a pack that cannot be written', () => {
  it('hides no publication: its lines first, then the repair', async () => {
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const folder = join(home, 'evidence');
    const run = await publishThen(() => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, 'no folder\n');
    });
    expect(run.exit).toBe(1);
    expect(run.stdout).toContain('/releases/tag/v1.2.0');
    expect(run.stdout).toContain('/pull/');
    expect(run.stderr).toMatch(/evidence\.unwritten: op_.*; what this command did .* stands\n/);
    expect(run.stderr).not.toContain('store.head_unsigned');
    expect(run.stderr.trimEnd().split('\n').at(-1)).toBe(`next: ls -ld ${folder}`);
  });
});
