// SPDX-License-Identifier: Apache-2.0
// Goal: `marketops` runs in the folder that its caller stands in, by the launcher, by a link to it and by
// npm, and passes the exit code on.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { callerDirectory } from '../bootstrap/caller-directory.mjs';
import { repositoryRoot } from './planted-tree.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'marketops-launcher-')));
const launcher = join(repositoryRoot, 'bin/marketops');
const env = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], cwd: string) {
  return spawnSync(program, args, { cwd, env, encoding: 'utf8' });
}

function folderOf(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

describe('the launcher', () => {
  it('runs in the folder that it is called in', () => {
    const here = folderOf('here');
    const { status, stderr } = run(launcher, ['key', 'create', 'alice.key'], here);
    expect(status, stderr).toBe(0);
    expect(existsSync(join(here, 'alice.key'))).toBe(true);
    expect(existsSync(join(repositoryRoot, 'alice.key'))).toBe(false);
  });

  it('runs through links to links, absolute and relative', () => {
    const bin = folderOf('bin');
    symlinkSync(launcher, join(bin, 'absolute'));
    symlinkSync('absolute', join(bin, 'marketops'));
    const { status, stdout, stderr } = run(join(bin, 'marketops'), ['--version'], folder);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('passes exit codes and arguments with spaces on', () => {
    const { status, stderr } = run(launcher, ['json-schema', 'no such thing'], folder);
    expect(status).toBe(2);
    expect(stderr).toContain('no such thing');
  });
});

describe('npm', () => {
  it('runs in the folder that npm is called in, whatever its prefix is', () => {
    const here = folderOf('by-npm');
    const args = ['--prefix', repositoryRoot, 'run', '--silent', 'marketops', '--'];
    const { status, stderr } = run('npm', [...args, 'key', 'create', 'bob.key'], here);
    expect(status, stderr).toBe(0);
    expect(existsSync(join(here, 'bob.key'))).toBe(true);
    expect(existsSync(join(repositoryRoot, 'bob.key'))).toBe(false);
  });
});

describe("the caller's folder", () => {
  const root = repositoryRoot;
  const byNpm = {
    INIT_CWD: folder,
    npm_lifecycle_event: 'marketops',
    npm_package_json: join(root, 'package.json'),
  };
  const call = { root, script: 'marketops', cwd: root, env: byNpm };

  it('is where npm was called', () => {
    expect(callerDirectory(call)).toBe(folder);
  });

  it.each([
    ['without npm', { ...call, env: {} }],
    ['below another script', { ...call, env: { ...byNpm, npm_lifecycle_event: 'test' } }],
    ['below another package', { ...call, env: { ...byNpm, npm_package_json: '/x/package.json' } }],
    ['where that folder is gone', { ...call, env: { ...byNpm, INIT_CWD: '/nowhere' } }],
    ['where a script changed it', { ...call, cwd: tmpdir() }],
  ])('is the working directory %s', (_where, other) => {
    expect(callerDirectory(other)).toBe(other.cwd);
  });
});
