// SPDX-License-Identifier: Apache-2.0
// Goal: as real processes, commands end with the code they say, can be interrupted, survive readers that
// go away and full disks, and never show a secret of their environment.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mainFile, startCommand } from './support/command-process.ts';
import {
  openCliStage,
  planOf,
  requireExit,
  writeToken,
  type CliStage,
} from './support/cli-stage.ts';
import { codesOf, jsonOf, runCommand, textAt, type Environment } from './support/command-run.ts';

let stage: CliStage;
let home: string;
let environment: Environment;

beforeAll(async () => {
  stage = await openCliStage();
  ({ home, environment } = await stage.makeHome());
});
afterAll(async () => stage.close());

const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];

describe('a command in a process of its own', () => {
  it('prints exactly one JSON object and ends with its code', async () => {
    const run = await startCommand(['explain', '999999', '--json'], environment).ended;
    expect(run).toMatchObject({ exit: 2, signal: null, stderr: '' });
    expect(codesOf(run)).toEqual(['usage.not_found']);
  });

  it('ends with 130 when it is interrupted, and says how to go on', async () => {
    const match = { method: 'GET', route: '/repos/{owner}/{repo}' };
    stage.emulator.addFault({ match, fault: { kind: 'stall', when: 'before_apply' } });
    const planning = ['plan', ...proposer, '--project', stage.copyProject()];
    const command = startCommand([...planning, '--json'], environment);
    await command.shows('discover');
    command.process.kill('SIGINT');
    const run = await command.ended;
    stage.emulator.clearFaults();
    expect(run).toMatchObject({ exit: 130, signal: null });
    expect(codesOf(run)).toEqual(['usage.interrupted']);
    expect(textAt(jsonOf(run), 'next')).toBe(`marketops ${planning.join(' ')}`);
  });

  it('a dry run that was interrupted is over, and harms nothing', async () => {
    const status = jsonOf(await runCommand(['status', '--json'], environment));
    expect(status['runs']).toEqual([]);
    expect((await runCommand(['audit', 'list'], environment)).exit).toBe(0);
  });

  it('does all that it was asked to, though nobody reads how it goes on', async () => {
    const answer = join(stage.folder, 'unread-progress.json');
    const args = ['plan', ...proposer, '--project', stage.copyProject(), '--json'];
    const words = [process.execPath, mainFile, ...args].map((word) => `'${word}'`).join(' ');
    const script = `${words} >'${answer}' 2> >(true)`;
    const shell = spawn('bash', ['-c', script], { env: { ...process.env, ...environment } });
    const [code] = await once(shell, 'close');
    expect(code).toBe(0);
    expect(textAt(jsonOf({ stdout: readFileSync(answer, 'utf8') }), 'runId')).toMatch(/^run_/u);
  });

  it('ends quietly when its reader goes away', () => {
    const script = `set -o pipefail; "${process.execPath}" "${mainFile}" json-schema plan | true`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('a watcher goes on until it is told to end, and ends well', async () => {
    const publishing = { ...stage.publishing, ...environment };
    const command = startCommand(['reconcile', '--watch', '1', '--json'], publishing);
    await command.shows('0 operations were open or unknown');
    command.process.kill('SIGTERM');
    const run = await command.ended;
    expect(run).toMatchObject({ exit: 0, signal: null });
    expect(jsonOf(run)).toEqual({ operations: [] });
  });
});

describe('github-emulator', () => {
  it('serves a clone until it is told to end; its port cannot be had twice', async () => {
    const seeded = ['--owner', 'acme', '--repo', 'lamp', '--seed-from-git', stage.copyProject()];
    const command = startCommand(['github-emulator', ...seeded, '--json']);
    await command.shows('apiUrl');
    await command.shows('\n');
    const { port } = new URL(textAt(jsonOf(command.output()), 'apiUrl'));
    const second = await startCommand(['github-emulator', '--port', port, '--json']).ended;
    expect(second.exit).toBe(2);
    expect(codesOf(second)).toEqual(['usage.port_in_use']);
    expect(textAt(jsonOf(second), 'next')).toBe('marketops github-emulator --port 0');
    const clone = join(stage.folder, 'clone');
    const url = `http://127.0.0.1:${port}/acme/lamp.git`;
    execFileSync('git', ['clone', '--quiet', url, clone]);
    expect(readFileSync(join(clone, 'package.json'), 'utf8')).toContain('lantern');
    command.process.kill('SIGINT');
    expect(await command.ended).toMatchObject({ exit: 0, signal: null });
  });
});

const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

describe('a disk that can only be read', () => {
  it('is what the doctor says of a home on it', (context) => {
    if (!canMount) return context.skip('no disk of its own can be mounted here');
    const disk = join(stage.folder, 'read-only');
    mkdirSync(disk);
    const script = [
      `mount -t tmpfs tmpfs "${disk}" && cp -r "${home}" "${disk}/home"`,
      `mount -o remount,ro "${disk}"`,
      `MARKETOPS_HOME="${disk}/home" "${process.execPath}" "${mainFile}" doctor --json`,
    ].join('\n');
    const env = { ...process.env, ...environment };
    const run = spawnSync('unshare', ['-rm', 'bash', '-c', script], { encoding: 'utf8', env });
    expect(run.status).toBe(2);
    const failed = JSON.stringify(jsonOf(run)['checks']);
    expect(failed).toContain(`"usage.file_unwritable"`);
    expect(textAt(jsonOf(run), 'next')).toBe(`ls -ld ${join(disk, 'home')}`);
  });
});

describe('a full disk', () => {
  it('that the answer was to be written to is told, and is no success', () => {
    const script = `"${process.execPath}" "${mainFile}" json-schema >/dev/full`;
    const run = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('store.full: standard output: expected room on the disk');
  });

  it('is told with the file that could not be written: exit 1', async () => {
    const run = await runCommand(['trust', 'export', '/dev/full', '--json'], environment);
    expect(run.exit).toBe(1);
    expect(codesOf(run)).toEqual(['store.full']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'subject')).toBe('/dev/full');
  });

  it('refuses what it cannot record, and the log is whole afterwards', (context) => {
    if (!canMount) return context.skip('no disk of its own can be mounted here');
    const script = join(stage.folder, 'full-disk.sh');
    const disk = join(stage.folder, 'disk');
    mkdirSync(disk);
    const cli = `"${process.execPath}" "${mainFile}"`;
    writeFileSync(
      script,
      [
        `mount -t tmpfs -o size=2m tmpfs "${disk}"`,
        `cp -r "${home}" "${disk}/home"`,
        `export MARKETOPS_HOME="${disk}/home"`,
        `dd if=/dev/zero of="${disk}/filler" bs=4k status=none 2>/dev/null`,
        `${cli} status --json`,
        // Room for the index of the write-ahead log, and for nothing that goes into the log itself.
        `truncate -s -36864 "${disk}/filler"`,
        `${cli} restore --json`,
        `echo "exit $?"`,
        `rm "${disk}/filler"`,
        `${cli} audit list --json >/dev/null && echo whole`,
        `ls -A "${disk}/home" "${disk}/home/publisher" | grep -c '[.]new$'`,
      ].join('\n'),
    );
    const { stdout } = spawnSync('unshare', ['-rm', 'bash', script], { encoding: 'utf8' });
    const [noRoom = '', answer = '', ...rest] = stdout.trimEnd().split('\n');
    expect(codesOf({ stdout: `${noRoom}\n` })).toEqual(['store.full']);
    expect(codesOf({ stdout: `${answer}\n` })).toEqual(['store.full']);
    expect(rest).toEqual(['exit 1', 'whole', '0']);
  });
});

describe('a secret of the environment', () => {
  const planted = 'ghs_Planted0Secret0That0Nobody0May0See';

  it.each([
    ['plan', ...proposer, '--project', '.'],
    ['execute', `run_${'0'.repeat(32)}`, '--mode', 'prod'],
    ['reconcile'],
    ['doctor'],
    ['doctor', '--json'],
    ['status', '--json'],
    ['init', '--repository', 'harbour-tools/none', '--person', 'alice=absent.pub'],
    ['help'],
  ])('never appears in what `%s` prints', async (...args) => {
    const secrets = {
      MARKETOPS_GITHUB_TOKEN: planted,
      MARKETOPS_GITHUB_READ_TOKEN: planted,
      HTTPS_PROXY: `http://user:${planted}@127.0.0.1:9`,
      NO_PROXY: '127.0.0.1',
    };
    const run = await startCommand(args, { ...environment, ...secrets }).ended;
    expect(`${run.stdout}${run.stderr}`).not.toContain(planted);
    expect(run.exit).toBeLessThan(10);
  });

  it('never lies in the home after it was used to publish', async () => {
    const project = stage.copyProject();
    const runId = await planOf(project, environment);
    for (const person of ['alice', 'bob'] as const) {
      const args = ['approve', runId, '--key', stage.keyOf(person)];
      requireExit(await runCommand(args, environment), 0);
    }
    const args = ['execute', runId, '--mode', 'prod', '--project', project, '--json'];
    const run = await startCommand(args, { ...stage.publishing, ...environment }).ended;
    expect(run.exit, run.stdout).toBe(0);
    expect(`${run.stdout}${run.stderr}`).not.toContain(writeToken);
    const entries = readdirSync(home, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((candidate) => candidate.isFile())) {
      const content = readFileSync(join(entry.parentPath, entry.name), 'latin1');
      expect(content.includes(writeToken), entry.name).toBe(false);
    }
  });
});
