// SPDX-License-Identifier: Apache-2.0
// Goal: the trust root changes one signed version at a time, at the Federation Core and at the publisher
// alike; keys rotate with an overlap, revoked ones count no more, and what broke off is brought together.
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from './support/command-run.ts';
import type { CommandRun, Environment } from './support/command-run.ts';

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

async function trust(...args: readonly string[]): Promise<CommandRun> {
  return runCommand(['trust', ...args, '--json'], environment);
}

async function keyIdOf(role: string): Promise<string> {
  const keys = memberOf(jsonOf(await trust('show')), 'trustRoot', 'keys');
  if (!Array.isArray(keys)) throw new Error('no keys');
  const index = keys.findIndex((_, at) => textAt(keys, at, 'roles', 0) === role);
  return textAt(keys, index, 'keyId');
}

async function versions(): Promise<unknown> {
  const { checks } = jsonOf(await runCommand(['doctor', '--json'], environment));
  if (!Array.isArray(checks)) throw new Error('no checks');
  return checks.find((check) => JSON.stringify(check).includes('"trust copies"'));
}

describe('trust add', () => {
  it('adds a person with a key, who may approve from then on', async () => {
    const key = join(home, '..', `erin-${Math.trunc(performance.now())}.key`);
    requireExit(await runCommand(['key', 'create', key]), 0);
    const run = requireExit(await trust('add', 'erin', '--key', `${key}.pub`), 0);
    expect(memberOf(jsonOf(run), 'trustRoot', 'version')).toBe(2);
    const runId = await planOf(stage.copyProject(), environment);
    const approved = await runCommand(['approve', runId, '--key', key, '--json'], environment);
    expect(memberOf(jsonOf(approved), 'standing', 'counted')).toEqual(['erin']);
    expect(await versions()).toMatchObject({ verdict: 'ok', found: 'both version 2' });
  });

  it('refuses a person without any key, and none where only roles change', async () => {
    const run = await trust('add', 'erin');
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'expected')).toBe('--key or --passkey, or --bot');
    requireExit(await trust('add', 'alice', '--role', 'maintainer', 'security'), 0);
  });

  it('refuses one key for two people', async () => {
    const run = await trust('add', 'erin', '--key', `${stage.keyOf('alice')}.pub`);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toContain('trust.key_shared');
    expect(await versions()).toMatchObject({ verdict: 'ok', found: 'both version 1' });
  });

  it('is signed by a root key and by no other: exit 4', async () => {
    const run = await trust('add', 'erin', '--bot', '--root-key', stage.keyOf('alice'));
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.not_in_trust_root']);
  });
});

describe('trust rotate', () => {
  it.each(['mint', 'advise', 'log', 'root'])(
    '%s: the new key signs, the old one overlaps',
    async (role) => {
      const old = await keyIdOf(role);
      const run = requireExit(await trust('rotate', role), 0);
      const keys = memberOf(jsonOf(run), 'trustRoot', 'keys');
      expect(keys).toContainEqual(
        expect.objectContaining({ keyId: old, validUntil: expect.stringMatching(/Z$/) }),
      );
      const checks = memberOf(
        jsonOf(await runCommand(['doctor', '--json'], environment)),
        'checks',
      );
      expect(checks).toContainEqual(
        expect.objectContaining({ check: `${role} key`, verdict: 'ok' }),
      );
      expect(readdirSync(join(home, 'keys')).filter((name) => name.includes('.next'))).toEqual([]);
    },
  );

  it('receipts are minted by the new key', async () => {
    requireExit(await trust('rotate', 'mint', '--overlap', '0'), 0);
    const runId = await planOf(stage.copyProject(), environment);
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const authorized = await runCommand(['authorize', runId, '--json'], environment);
    expect(authorized.exit, authorized.stderr).toBe(0);
    expect(memberOf(jsonOf(authorized), 'receipts', 0, 'enforceable')).toBe(true);
  });

  it('leaves everything as it was where the root key is absent', async () => {
    copyFileSync(join(home, 'keys', 'root.key'), join(stage.folder, 'kept-root.key'));
    writeFileSync(join(home, 'keys', 'root.key'), 'not a key\n', { mode: 0o600 });
    const before = readdirSync(join(home, 'keys'));
    const run = await trust('rotate', 'mint');
    expect(run.exit).toBe(4);
    expect(readdirSync(join(home, 'keys'))).toEqual(before);
    const elsewhere = join(stage.folder, 'kept-root.key');
    requireExit(await trust('rotate', 'mint', '--root-key', elsewhere), 0);
  });
});

describe('trust revoke', () => {
  it('ends a key at once: its person approves no more', async () => {
    const keys = memberOf(jsonOf(await trust('show')), 'trustRoot', 'keys');
    if (!Array.isArray(keys)) throw new Error('no keys');
    const index = keys.findIndex((key) => JSON.stringify(key).includes('"alice"'));
    requireExit(await trust('revoke', textAt(keys, index, 'keyId')), 0);
    const runId = await planOf(stage.copyProject(), environment);
    const args = ['approve', runId, '--key', stage.keyOf('alice'), '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.not_in_trust_root']);
  });

  it('a struck-out mint key is gone, and the next step is a new one', async () => {
    const run = await trust('revoke', await keyIdOf('mint'), '--compromised');
    expect(textAt(jsonOf(run), 'next')).toBe('marketops trust rotate mint');
    expect(JSON.stringify(memberOf(jsonOf(run), 'trustRoot', 'keys'))).not.toContain('"mint"');
  });

  it('refuses to leave nobody who could sign the next root', async () => {
    const run = await trust('revoke', await keyIdOf('root'));
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['trust.threshold_unreachable']);
  });

  it('refuses to strike out the key under which the log stands', async () => {
    const run = await trust('revoke', await keyIdOf('log'), '--compromised');
    expect(codesOf(run)).toEqual(['usage.invalid']);
    expect(textAt(jsonOf(run), 'next')).toBe('marketops trust rotate log');
  });
});

describe('trust init, export and sync', () => {
  it('init says that `marketops init` made the root, or has to', async () => {
    expect((await runCommand(['trust', 'init'], environment)).stdout).toContain('marketops init');
    const nowhere = { ...environment, MARKETOPS_HOME: join(stage.folder, 'nowhere') };
    const run = await runCommand(['trust', 'init', '--json'], nowhere);
    expect(run.exit).toBe(2);
    expect(textAt(jsonOf(run), 'next')).toMatch(/^marketops init --repository/);
  });

  it('export names the file it cannot write: exit 2', async () => {
    const run = await runCommand(['trust', 'export', '/nowhere/trust.json', '--json'], environment);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.file_unwritable']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'subject')).toBe('/nowhere/trust.json');
  });

  it('sync brings a publisher that is one version behind up to the accepted root', async () => {
    const pinned = join(home, 'publisher', 'trust-root.dsse.json');
    copyFileSync(pinned, `${pinned}.old`);
    requireExit(await trust('add', 'erin', '--bot'), 0);
    copyFileSync(`${pinned}.old`, pinned);
    expect(await versions()).toMatchObject({ verdict: 'fail' });
    requireExit(await trust('sync'), 0);
    expect(await versions()).toMatchObject({ verdict: 'ok', found: 'both version 2' });
    expect(readdirSync(dirname(pinned)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});
