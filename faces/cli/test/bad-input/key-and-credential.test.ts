// SPDX-License-Identifier: Apache-2.0
// Goal: a key file or a credential that cannot be used is refused by its name, with how to repair it.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, planOf, type CliStage } from '../support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from '../support/command-run.ts';
import type { Environment } from '../support/command-run.ts';
import { openRefusingHome, type RefusingHome } from '../support/refusing-home.ts';

let stage: CliStage;
let environment: Environment;
let refused: RefusingHome['refused'];

beforeAll(async () => {
  ({ stage, environment, refused } = await openRefusingHome());
});
afterAll(async () => stage.close());

describe('a wrong key file', () => {
  const keyCases = {
    'a key of another kind':
      '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n',
    'no key at all': 'not a key\n',
  };

  it.each(Object.entries(keyCases))('%s: exit 4', async (name, content) => {
    const file = join(stage.folder, `${name.replaceAll(' ', '-')}.key`);
    writeFileSync(file, content, { mode: 0o600 });
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', file]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)[0]).toMatch(/^key\.(wrong_kind|unreadable)$/);
  });

  it('one that others can read: exit 4, and how to repair it', async () => {
    const file = join(stage.folder, 'open.key');
    await runCommand(['key', 'create', file]);
    chmodSync(file, 0o644);
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', file]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.permissions']);
  });

  it('one that nobody enrolled: exit 4', async () => {
    const file = join(stage.folder, 'stranger.key');
    await runCommand(['key', 'create', file]);
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', file]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.not_in_trust_root']);
  });

  it('none at all: exit 2', async () => {
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', join(stage.folder, 'absent.key')]);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['key.missing']);
  });

  it('the public one: it says that the private one is needed', async () => {
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', `${stage.keyOf('alice')}.pub`]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.wrong_kind']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'expected')).toMatch(/^a private key file/);
  });

  it('a key is never made over another file, private or public', async () => {
    const run = await refused(['key', 'create', stage.keyOf('alice')]);
    expect(codesOf(run)).toEqual(['key.unwritable']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'found')).toBe('a file that is there already');
    expect(textAt(jsonOf(run), 'next')).toBe('marketops key create FILE');
    const half = join(stage.folder, 'half.key');
    writeFileSync(`${half}.pub`, 'somebody has this\n');
    expect(codesOf(await refused(['key', 'create', half]))).toEqual(['key.unwritable']);
    expect(() => readFileSync(half)).toThrow('ENOENT');
  });
});

describe('a credential that is not whole', () => {
  const publish = async (more: Environment) => {
    const runId = await planOf(stage.copyProject(), environment);
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const run = await refused(['execute', runId, '--mode', 'prod'], more);
    return jsonOf(run);
  };

  it.each([
    ['MARKETOPS_GITHUB_TOKEN_FILE', { MARKETOPS_GITHUB_TOKEN_FILE: '/nowhere/token' }],
    [
      'MARKETOPS_GITHUB_APP_KEY_FILE',
      { MARKETOPS_GITHUB_APP_ID: '7', MARKETOPS_GITHUB_APP_KEY_FILE: '/nowhere/app.pem' },
    ],
  ])('a file that is not there: exit 2, and the setting %s', async (subject, more) => {
    const answer = await publish(more);
    const refusal = memberOf(answer, 'refusals', 0);
    expect(refusal).toMatchObject({ code: 'usage.setting_invalid', subject });
    expect(textAt(refusal, 'found')).toMatch(/^no file at \/nowhere\//);
  });

  it('an empty token file is named, not the variable beside it', async () => {
    const file = join(stage.folder, 'empty-token');
    writeFileSync(file, '', { mode: 0o600 });
    const answer = await publish({ MARKETOPS_GITHUB_TOKEN_FILE: file });
    expect(textAt(answer, 'refusals', 0, 'subject')).toBe('MARKETOPS_GITHUB_TOKEN_FILE');
  });

  it('half of an App is told apart from none', async () => {
    const answer = await publish({ MARKETOPS_GITHUB_APP_ID: '7' });
    const refusal = memberOf(answer, 'refusals', 0);
    expect(refusal).toMatchObject({
      code: 'credential.missing',
      found: 'MARKETOPS_GITHUB_APP_ID without MARKETOPS_GITHUB_APP_KEY_FILE',
    });
  });
});
