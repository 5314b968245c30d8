// SPDX-License-Identifier: Apache-2.0
// Goal: decisions that are signed elsewhere count exactly if they are what was handed out: by SSH, by a
// passkey, on another machine; withdrawals and denials do what they say; what is shown is what is signed.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, hasProgram, openCliStage, planOf, requireExit } from './support/cli-stage.ts';
import type { CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from './support/command-run.ts';
import type { Environment } from './support/command-run.ts';
import { PasskeyDouble } from './support/passkey-double.ts';

let stage: CliStage;
let environment: Environment;
let project: string;
let runId: string;

beforeAll(async () => {
  stage = await openCliStage();
  project = stage.copyProject();
});
afterAll(async () => stage.close());

beforeEach(async () => {
  ({ environment } = await stage.makeHome());
  runId = await planOf(project, environment);
});

async function statementOf(person: string, word = 'approve'): Promise<string> {
  const file = join(stage.folder, `${runId}.${person}`);
  const args = [word, runId, '--statement-out', file, '--as', person, '--reason', 'elsewhere'];
  requireExit(await runCommand(args, environment), 0);
  return file;
}

describe('an approval signed with an SSH key elsewhere', () => {
  const here = hasProgram('ssh-keygen');

  async function enrolSshKey(): Promise<string> {
    const key = join(stage.folder, `${runId}_ed25519`);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const args = ['trust', 'add', 'erin', '--key', `${key}.pub`, '--email', 'erin@lantern.example'];
    requireExit(await runCommand(args, environment), 0);
    return key;
  }

  it('counts once its signature is handed in', async (context) => {
    if (!here) context.skip('no ssh-keygen on this machine');
    const key = await enrolSshKey();
    const file = await statementOf('erin');
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'marketops', '-f', key, file]);
    const args = ['approve', runId, '--statement', file, '--signature', `${file}.sig`, '--json'];
    const run = requireExit(await runCommand(args, environment), 0);
    expect(memberOf(jsonOf(run), 'standing', 'counted')).toEqual(['erin']);
  });

  it('made for another namespace is told so', async (context) => {
    if (!here) context.skip('no ssh-keygen on this machine');
    const key = await enrolSshKey();
    const file = await statementOf('erin');
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'file', '-f', key, file]);
    const args = ['approve', runId, '--statement', file, '--signature', `${file}.sig`, '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toEqual(['approval.namespace_mismatch']);
  });

  it('does not count for a statement that was changed by one byte', async (context) => {
    if (!here) context.skip('no ssh-keygen on this machine');
    const key = await enrolSshKey();
    const file = await statementOf('erin');
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'marketops', '-f', key, file]);
    const changed = readFileSync(file, 'latin1').replace('elsewhere', 'elsewhera');
    writeFileSync(file, changed, 'latin1');
    const args = ['approve', runId, '--statement', file, '--signature', `${file}.sig`, '--json'];
    const run = await runCommand(args, environment);
    expect(codesOf(run)).toEqual(['approval.signature_invalid']);
  });
});

describe('an approval by a passkey', () => {
  async function enrolPasskey(): Promise<PasskeyDouble> {
    const passkey = new PasskeyDouble('https://augment.lantern.example');
    const challenge = 'cmVnaXN0cmF0aW9uLWNoYWxsZW5nZQ';
    const file = join(stage.folder, `${runId}.registration.json`);
    writeFileSync(file, JSON.stringify(passkey.register(challenge)));
    const ceremony = ['--passkey', file, '--challenge', challenge, '--origin', passkey.origin];
    requireExit(await runCommand(['trust', 'add', 'erin', ...ceremony], environment), 0);
    return passkey;
  }

  async function answer(passkey: PasskeyDouble, verified: boolean): Promise<readonly string[]> {
    const statement = join(stage.folder, `${runId}.erin`);
    const out = ['--statement-out', statement, '--as', 'erin', '--json'];
    const written = jsonOf(await runCommand(['approve', runId, ...out], environment));
    const file = `${statement}.assertion.json`;
    const assertion = passkey.answer(textAt(written, 'challenge'), verified);
    writeFileSync(file, JSON.stringify(assertion));
    return ['approve', runId, '--statement', statement, '--assertion', file, '--json'];
  }

  it('counts once its answer is handed in', async () => {
    const passkey = await enrolPasskey();
    const run = await runCommand(await answer(passkey, true), environment);
    expect(run.exit, run.stdout).toBe(0);
    expect(memberOf(jsonOf(run), 'standing', 'counted')).toEqual(['erin']);
  });

  it('without the user verified is told so', async () => {
    const passkey = await enrolPasskey();
    const run = await runCommand(await answer(passkey, false), environment);
    expect(codesOf(run)).toEqual(['approval.user_not_verified']);
  });
});

describe('a phrase that was heard from somebody else', () => {
  it('keeps a person from signing another plan, and lets them sign this one', async () => {
    const asked = jsonOf(
      await runCommand(['request', runId, '--as', 'carol', '--json'], environment),
    );
    const approving = ['approve', runId, '--key', stage.keyOf('alice'), '--json'];
    const other = ['--phrase', 'meadow actor cobalt river'];
    const refused = await runCommand([...approving, ...other], environment);
    expect([refused.exit, codesOf(refused)]).toEqual([3, ['approval.plan_mismatch']]);
    // Where every open request is shown with its phrase; never to approve without one.
    expect(textAt(jsonOf(refused), 'next')).toBe('marketops requests list');
    const listed = jsonOf(await runCommand(['requests', 'list', '--json'], environment));
    expect(textAt(listed, 'requests', 0, 'phrase')).toBe(textAt(asked, 'phrase'));
    const heard = textAt(asked, 'phrase').toUpperCase().replaceAll(' ', '  ');
    const taken = requireExit(await runCommand([...approving, '--phrase', heard], environment), 0);
    expect(memberOf(jsonOf(taken), 'standing', 'counted')).toEqual(['alice']);
  });
});

describe('a statement that is handed in', () => {
  it('must be one that was handed out', async () => {
    const file = join(stage.folder, 'noise');
    writeFileSync(file, 'DSSEv1 28 application/vnd.in-toto+json 2 {}');
    writeFileSync(`${file}.sig`, 'no signature');
    const args = ['approve', runId, '--statement', file, '--signature', `${file}.sig`, '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toEqual(['approval.malformed']);
  });

  it('to deny is not taken by approve', async () => {
    const file = await statementOf('alice', 'deny');
    writeFileSync(`${file}.sig`, 'no signature');
    const args = ['approve', runId, '--statement', file, '--signature', `${file}.sig`, '--json'];
    expect(codesOf(await runCommand(args, environment))).toEqual(['usage.invalid']);
  });

  it('takes exactly one way of signing', async () => {
    const both = ['approve', runId, '--key', stage.keyOf('alice'), '--statement', 'x', '--json'];
    expect(codesOf(await runCommand(both, environment))).toEqual(['usage.invalid']);
    expect(codesOf(await runCommand(['approve', runId, '--json'], environment))).toEqual([
      'usage.invalid',
    ]);
  });
});

describe('taking consent back', () => {
  it('a withdrawn approval counts no more, and its unused receipts are revoked', async () => {
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    requireExit(await runCommand(['authorize', runId], environment), 0);
    const args = ['withdraw', runId, '--key', stage.keyOf('alice'), '--reason', 'a mistake'];
    requireExit(await runCommand(args, environment), 0);
    const live = jsonOf(await runCommand(['receipts', 'list', '--json'], environment));
    expect(memberOf(live, 'receipts')).toEqual([]);
    const authorized = await runCommand(['authorize', runId, '--json'], environment);
    expect(authorized.exit).toBe(5);
  });

  it('a revoked receipt leaves the approvals, and says so, until somebody denies', async () => {
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    requireExit(await runCommand(['authorize', runId], environment), 0);
    const listed = jsonOf(await runCommand(['receipts', 'list', '--json'], environment));
    const revoke = ['receipts', 'revoke', textAt(listed, 'receipts', 0, 'receiptId')];
    const because = ['--by', 'alice', '--reason', 'wrong notes', '--json'];
    const first = jsonOf(await runCommand([...revoke, ...because], environment));
    expect(textAt(first, 'approvedRun')).toBe(runId);
    expect(textAt(first, 'next')).toBe(`marketops deny ${runId} --key FILE --reason TEXT`);
    requireExit(await runCommand(['authorize', runId], environment), 0);
    const deny = ['deny', runId, '--key', stage.keyOf('bob'), '--reason', 'wrong notes'];
    requireExit(await runCommand(deny, environment), 0);
    const authorized = await runCommand(['authorize', runId, '--json'], environment);
    expect([authorized.exit, codesOf(authorized)[0]]).toEqual([3, 'approval.denied']);
    const last = jsonOf(await runCommand([...revoke, ...because], environment));
    expect([last['approvedRun'], last['next']]).toEqual([undefined, undefined]);
  });

  it('only what was given can be withdrawn, and only by its own key', async () => {
    await approve(stage, runId, { environment, people: ['alice'] });
    const args = ['withdraw', runId, '--key', stage.keyOf('bob'), '--reason', 'not mine', '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toEqual(['approval.not_given']);
  });

  it('a denial is final and needs a reason', async () => {
    const bare = await runCommand(['deny', runId, '--key', stage.keyOf('bob')], environment);
    expect(bare.exit).toBe(2);
    const deny = ['deny', runId, '--key', stage.keyOf('bob'), '--reason', 'wrong notes'];
    requireExit(await runCommand(deny, environment), 0);
    const args = ['approve', runId, '--key', stage.keyOf('alice'), '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toEqual(['approval.denied']);
  });
});
