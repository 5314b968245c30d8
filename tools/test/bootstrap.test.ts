// SPDX-License-Identifier: Apache-2.0
// The bootstrap picks a Node that can run the project or says in one line why there is none, finds a
// browser, and lets one install at a time.

import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureChromium } from '../bootstrap/chromium.mjs';
import { commands } from '../bootstrap/commands.mjs';
import { exclusively } from '../bootstrap/exclusive.mjs';
import { chooseNode } from '../bootstrap/node-choice.mjs';
import { findNpm } from '../bootstrap/npm.mjs';
import { repositoryRoot } from './planted-tree.ts';

const linux = {
  nodeVersion: '20.20.2',
  sqliteVersion: undefined,
  platform: 'linux',
  arch: 'x64',
  glibc: true,
};

describe('the choice of a Node', () => {
  it('is the locked Node for Node 20 on linux x64', () => {
    expect(chooseNode(linux)).toEqual({ use: 'locked', because: 'Node 20.20.2' });
  });

  it.each([
    ['24.21.0', '3.53.4'],
    ['24.15.0', '3.51.3'],
    ['26.10.0', '4.0.0'],
  ])('is the running Node for Node %s with SQLite %s, anywhere', (nodeVersion, sqliteVersion) => {
    const machine = { nodeVersion, sqliteVersion, platform: 'darwin', arch: 'arm64', glibc: false };
    expect(chooseNode(machine)).toEqual({ use: 'running' });
  });

  it('is the locked Node where the running Node 24 has an old SQLite', () => {
    const machine = { ...linux, nodeVersion: '24.0.0', sqliteVersion: '3.49.1' };
    const because = 'Node 24.0.0 with SQLite 3.49.1';
    expect(chooseNode(machine)).toEqual({ use: 'locked', because });
  });

  it.each([
    ['Node 22 on a Mac', { nodeVersion: '22.12.0', platform: 'darwin', arch: 'arm64' }],
    ['Node 18 on linux x64', { nodeVersion: '18.20.0' }],
    ['Node 20 on linux arm64', { arch: 'arm64' }],
    ['Node 20 on linux x64 without glibc', { glibc: false }],
  ])('is refused for %s', (_what, facts) => {
    expect(() => chooseNode({ ...linux, ...facts })).toThrow(/^found Node .*; expected Node >= 24/);
  });

  it('is refused for an old SQLite on another platform, naming its version', () => {
    const facts = {
      nodeVersion: '24.4.1',
      sqliteVersion: '3.50.2',
      platform: 'win32',
      glibc: false,
    };
    expect(() => chooseNode({ ...linux, ...facts })).toThrow(
      'found Node 24.4.1 with SQLite 3.50.2 on win32 x64; ' +
        'expected Node >= 24 with SQLite >= 3.51.3, or Node >= 20 on linux x64 with glibc; ' +
        'install a current Node 24 and run the command again',
    );
  });

  it('refuses a Node 24 that was built without SQLite', () => {
    const facts = { nodeVersion: '24.21.0', platform: 'darwin', glibc: false };
    expect(() => chooseNode({ ...linux, ...facts })).toThrow('Node 24.21.0 without SQLite');
  });
});

describe('the search for npm', () => {
  it('refuses a machine without npm, in one line', () => {
    const surroundings = { env: { PATH: '/nowhere' }, execPath: '/nowhere/bin/node' };
    expect(() => findNpm(surroundings)).toThrow(/^found no npm; expected npm >= 10/);
  });

  it('takes no other package manager for npm', () => {
    const env = { npm_execpath: process.execPath, PATH: '/nowhere' };
    expect(() => findNpm({ env, execPath: '/nowhere/bin/node' })).toThrow('found no npm');
  });
});

describe('the commands', () => {
  it('are those that the root package.json calls', () => {
    const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
    const calls = [...commands.keys()].map((name) => [
      name,
      `node tools/bootstrap/run.mjs ${name}`,
    ]);
    expect(manifest.scripts).toEqual(Object.fromEntries(calls));
  });
});

describe('the search for Chromium', () => {
  const debian = (installed: string[], { isRoot = true, aptFails = false } = {}) => {
    const present = new Set(['/usr/bin/apt-get', ...installed]);
    const ran: string[] = [];
    return {
      ran,
      env: { PATH: '/usr/bin' },
      isRoot,
      isExecutable: (path: string) => present.has(path),
      run(program: string, args: readonly string[]) {
        ran.push([program, ...args].join(' '));
        if (args[0] === 'install') present.add('/usr/bin/chromium');
        return aptFails ? 100 : 0;
      },
    };
  };

  it('takes the one that CHROMIUM_PATH names', () => {
    const machine = { ...debian(['/opt/c']), env: { CHROMIUM_PATH: '/opt/c', PATH: '/usr/bin' } };
    expect(ensureChromium(machine)).toEqual({ path: '/opt/c' });
  });

  it('does not look further when CHROMIUM_PATH is wrong', () => {
    const machine = { ...debian(['/usr/bin/chromium']), env: { CHROMIUM_PATH: '/opt/c' } };
    expect(ensureChromium(machine)).toEqual({
      reason: 'CHROMIUM_PATH names /opt/c, which is not an executable file',
    });
  });

  it('takes the one on the PATH', () => {
    const machine = debian(['/usr/bin/google-chrome']);
    expect(ensureChromium(machine)).toEqual({ path: '/usr/bin/google-chrome' });
  });

  it('installs one as root on Debian', () => {
    const machine = debian([]);
    expect(ensureChromium(machine)).toEqual({ path: '/usr/bin/chromium' });
    expect(machine.ran).toEqual([
      '/usr/bin/apt-get update',
      '/usr/bin/apt-get install -y --no-install-recommends chromium',
    ]);
  });

  it('says what to do where it may not install', () => {
    const machine = debian([], { isRoot: false });
    expect(ensureChromium(machine)).toEqual({
      reason: 'no Chromium on the PATH; install it, or name its executable in CHROMIUM_PATH',
    });
    expect(machine.ran).toEqual([]);
  });

  it('says so where the install fails', () => {
    expect(ensureChromium(debian([], { aptFails: true }))).toEqual({
      reason: 'apt-get update ended with exit code 100; install Chromium by hand',
    });
  });
});

describe('the lock of the bootstrap', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'marketops-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets one after the other through', async () => {
    const path = join(folder, 'lock');
    const order: string[] = [];
    const enter = (name: string) =>
      exclusively({ path, onWait: () => order.push(`${name} waits`) }, async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push(`${name} out`);
      });
    await Promise.all([enter('first'), enter('second')]);
    expect(order).toEqual(['second waits', 'first in', 'first out', 'second in', 'second out']);
    expect(existsSync(path)).toBe(false);
  });

  it('takes over from a process that died', async () => {
    const path = join(folder, 'lock');
    writeFileSync(path, 'somebody');
    utimesSync(path, 0, 0);
    expect(await exclusively({ path, onWait: () => {} }, async () => 'done')).toBe('done');
  });
});
