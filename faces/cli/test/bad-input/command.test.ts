// SPDX-License-Identifier: Apache-2.0
// Goal: a command that does not say what it means, or names what is not there, is refused by the exit
// code of its kind, and does nothing.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { planOf, type CliStage } from '../support/cli-stage.ts';
import {
  codesOf,
  jsonOf,
  memberOf,
  runCommand,
  textAt,
  type Environment,
} from '../support/command-run.ts';
import { openRefusingHome, proposer, type RefusingHome } from '../support/refusing-home.ts';

let stage: CliStage;
let environment: Environment;
let refused: RefusingHome['refused'];
let lineOf: RefusingHome['lineOf'];

beforeAll(async () => {
  ({ stage, environment, refused, lineOf } = await openRefusingHome());
});
afterAll(async () => stage.close());

describe('a command that does not say what it means', () => {
  it.each([
    [['plam']],
    [['plan']],
    [['plan', '--proposer', 'robot:x']],
    [['plan', '--proposer', 'agent:release-agent']],
    [['plan', '--proposer', 'person:alice:bob']],
    [['trust', 'add', 'alice', '--origin', 'https://keys.example']],
    [['github-emulator', '--owner', 'o', '--repo', 'r', '--seed-from-git', '/nowhere']],
    [['approve', 'run_x', '--key', 'k']],
    [['audit', 'list', '--run', 'run_x']],
    [['reconcile', '--watch', 'soon']],
    [['github-emulator', '--port', '99999']],
    [['github-emulator', '--owner', 'o']],
    [['trust', 'rotate', 'everything']],
    [['execute', `run_${'0'.repeat(32)}`, '--mode', 'prod', '--what']],
  ])('%s: exit 2', async (args) => {
    const run = await refused(args);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
  });

  it.each([
    [['explain', `op_${'0'.repeat(32)}`], 'audit list'],
    [['explain', `rcpt_${'0'.repeat(32)}`], 'audit list'],
    [['explain', `run_${'0'.repeat(32)}`], 'audit list'],
    [['explain', '999999'], 'audit list'],
    [['evidence', `op_${'0'.repeat(32)}`], 'audit list'],
    [['request', `run_${'0'.repeat(32)}`, '--as', 'alice'], 'audit list'],
    [['policy', 'accept', '--as', 'nobody'], 'trust show'],
    [['trust', 'revoke', `k_${'0'.repeat(32)}`], 'trust show'],
    [['json-schema', 'nothing'], 'json-schema'],
  ])('%s: nothing by that name, and where the names are', async (args, names) => {
    const run = await refused(args);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.not_found']);
    expect(textAt(jsonOf(run), 'next')).toBe(`marketops ${names}`);
  });

  it.each([
    [['status', '--home', ''], '--home'],
    [['plan', ...proposer, '--project', ''], '--project'],
    [['verify', '', '--trust', 'trust.json'], 'PACK'],
    [['verify', 'pack.json', '--trust', ''], '--trust'],
    [['trust', 'rotate', 'mint', '--root-key', ''], '--root-key'],
    [['audit', 'export', ''], 'FOLDER'],
  ])('%j: no path is an empty word, which would be the folder one is in', async (args, subject) => {
    const run = await refused(args);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'subject')).toBe(subject);
  });

  it('a folder in the place of a file is told as that', async () => {
    const run = await refused(['verify', stage.folder, '--trust', stage.folder]);
    expect(codesOf(run)).toEqual(['usage.file_unreadable']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'found')).toBe('a folder');
  });

  it('what the system says of a path is told in words', async () => {
    const file = join(stage.folder, 'in-the-way');
    writeFileSync(file, '');
    const run = await refused(['audit', 'export', file]);
    expect(codesOf(run)).toEqual(['usage.file_unwritable']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'found')).toBe('file already exists (EEXIST)');
  });

  it('a demo is not played where something lies already: exit 2, and one line', async () => {
    const run = await refused(['demo', '--home', stage.folder]);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
    const line = await lineOf(['demo', '--home', stage.folder]);
    expect(line).toContain(`${stage.folder}, which holds something already`);
    expect(line.split('\n')).toHaveLength(1);
  });

  it.each([
    [['audit', 'export', '/proc/marketops/log']],
    [['demo', '--home', '/proc/marketops/log']],
  ])('%s: no folder can be made there, which is told at once: exit 2', async (args) => {
    const run = await refused(args);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.file_unwritable']);
    expect(textAt(jsonOf(run), 'next')).toBe('ls -ld /proc/marketops');
  });

  it.each(
    ['nowhere', 'a-file'].flatMap(
      (name) =>
        [
          [name, ['plan', ...proposer]],
          [name, ['execute', `run_${'0'.repeat(32)}`, '--mode', 'prod']],
        ] as const,
    ),
  )('a project that is %s: %s: exit 2', async (name, args) => {
    const project = join(stage.folder, name);
    if (name === 'a-file') writeFileSync(project, '');
    const run = await refused([...args, '--project', project]);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
    const refusal = memberOf(jsonOf(run), 'refusals', 0);
    expect(textAt(refusal, 'subject')).toBe('--project');
    expect(textAt(refusal, 'expected')).toBe('the folder that holds marketops.yaml');
    expect(textAt(refusal, 'found')).toContain(project);
    expect(textAt(jsonOf(run), 'next')).toBe(`marketops ${args[0]} --help`);
  });

  it('a project without marketops.yaml: the folder that was looked in is named', async () => {
    const folder = join(stage.folder, 'no-project');
    mkdirSync(folder);
    const run = await refused(['plan', ...proposer, '--project', folder]);
    expect(run.exit).toBe(2);
    expect(memberOf(jsonOf(run), 'refusals', 0)).toMatchObject({
      code: 'config.missing',
      subject: join(folder, 'marketops.yaml'),
    });
  });

  it('a demo where git is missing names git: exit 2, and nothing is made', async () => {
    const folder = join(stage.folder, 'demo-without-git');
    vi.stubEnv('PATH', join(stage.folder, 'no-programs'));
    const run = await runCommand(['demo', '--home', folder, '--json']);
    vi.unstubAllEnvs();
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['doctor.program_missing']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'subject')).toBe('git');
    expect(existsSync(folder)).toBe(false);
  });

  it('a trust file that is none: exit 2, and where one comes from', async () => {
    const trust = join(stage.folder, 'no-trust.json');
    writeFileSync(trust, '{}');
    const run = await refused(['audit', 'verify', stage.folder, '--trust', trust]);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['evidence.trust_invalid']);
    expect(textAt(jsonOf(run), 'next')).toBe('marketops trust export FILE');
  });

  it('only exactly prod publishes', async () => {
    const runId = await planOf(stage.copyProject(), environment);
    for (const mode of ['PROD', 'Prod', 'production', '', ' prod']) {
      const run = await refused(['execute', runId, '--mode', mode], stage.publishing);
      expect(run.exit, mode).toBe(7);
      expect(codesOf(run)).toEqual(['mode.not_prod']);
    }
  });
});
