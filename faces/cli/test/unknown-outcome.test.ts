// SPDX-License-Identifier: Apache-2.0
// Goal: an outcome that cannot be known yet is called unknown (exit 9), never success and never failure;
// reconcile settles it once GitHub can be read again; a restored store revives no spent receipt.
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorizedPlan } from '@marketops/authority';
import { openGitHub } from '../src/composition/github.ts';
import { withHome, type OpenedHome } from '../src/composition/opened-home.ts';
import { openPublisher } from '../src/composition/publisher.ts';
import { actAuthorize } from '../src/demo/acts.ts';
import { honestSubmission } from '../src/demo/forbidden.ts';
import { readRunId } from '../src/act/stored-run.ts';
import { readSettings } from '../src/home/settings.ts';
import { approve, openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from './support/command-run.ts';
import type { Environment } from './support/command-run.ts';

let stage: CliStage;
let home: string;
let environment: Environment;
let project: string;
let runId: string;
let operationId: string;
/** Receipts that were minted before the backup, and that the backup holds as unused. */
let earlier: AuthorizedPlan;

beforeAll(async () => {
  stage = await openCliStage();
  ({ home, environment } = await stage.makeHome());
  project = stage.copyProject();
  runId = await planOf(project, environment);
  await approve(stage, runId, { environment, people: ['alice', 'bob'] });
});
afterAll(async () => stage.close());

/** Does something with the home as a command that may publish does. */
function inHome<T>(work: (home: OpenedHome) => Promise<T>): Promise<T> {
  return withHome(readSettings({ ...stage.publishing, ...environment }, undefined), work);
}

function minted(): Promise<AuthorizedPlan> {
  const tell = (): undefined => undefined;
  return inHome((opened) => actAuthorize({ home: opened, project, tell }, readRunId(runId)));
}

function putBackup(): void {
  for (const tail of ['-wal', '-shm']) rmSync(join(home, `marketops.db${tail}`), { force: true });
  copyFileSync(join(stage.folder, 'backup.db'), join(home, 'marketops.db'));
}

/** Why a receipt from before the backup is turned away. */
async function refusedNow(authorized: AuthorizedPlan): Promise<readonly string[]> {
  return inHome(async (opened) => {
    await using github = openGitHub(opened.settings, opened.machine.clock);
    const publisher = await openPublisher({ home: opened, github, listener: null });
    const outcome = await publisher.submit(honestSubmission(authorized, 'tag_repo'));
    expect(outcome.status).toBe('rejected_by_auth');
    return outcome.refusals.map(({ code }) => code);
  });
}

describe('a credential that is lost after something may have happened', () => {
  it('leaves an outcome that is unknown: exit 9', async () => {
    earlier = await minted();
    copyFileSync(join(home, 'marketops.db'), join(stage.folder, 'backup.db'));
    const match = { method: 'POST', route: '/repos/{owner}/{repo}/git/refs' };
    stage.emulator.addFault({ match, fault: { kind: 'token_expired', when: 'after_apply' } });
    stage.emulator.addFault({ match, fault: { kind: 'reset', when: 'after_apply' } });
    const args = ['execute', runId, '--mode', 'prod', '--project', project, '--json'];
    const run = await runCommand(args, { ...stage.publishing, ...environment });
    expect(run.exit, run.stdout + run.stderr).toBe(9);
    const [first] = [memberOf(jsonOf(run), 'operations', 0)];
    expect(first).toMatchObject({ kind: 'tag_repo', status: 'outcome_unknown' });
    operationId = textAt(jsonOf(run), 'operations', 0, 'operationId');
  });

  it('is listed as not over, and explained with what to do', async () => {
    const status = jsonOf(await runCommand(['status', '--json'], environment));
    expect(memberOf(status, 'operations')).toEqual([
      expect.objectContaining({ operationId, status: 'outcome_unknown' }),
    ]);
    const explained = jsonOf(await runCommand(['explain', operationId, '--json'], environment));
    expect(textAt(explained, 'state')).toBe('outcome_unknown');
    expect(memberOf(explained, 'reasons')).toContainEqual(
      expect.objectContaining({
        code: 'operation.credential_lost',
        next: `marketops reconcile ${operationId}`,
      }),
    );
    const checks = memberOf(jsonOf(await runCommand(['doctor', '--json'], environment)), 'checks');
    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'operations', verdict: 'warn', found: 'outcome_unknown' }),
    );
  });

  it('stays unknown while GitHub cannot be read: exit 9', async () => {
    const publishing = { ...stage.publishing, ...environment };
    const run = await runCommand(['reconcile', operationId, '--json'], publishing);
    expect(run.exit, run.stdout).toBe(9);
  });

  it('is settled by reconcile with another credential: the tag was there all along', async () => {
    const token = 'another-writing-token';
    stage.emulator.addToken({ token, login: 'publisher' });
    const publishing = { ...stage.publishing, ...environment, MARKETOPS_GITHUB_TOKEN: token };
    const before = stage.emulator.counters().writes;
    const run = await runCommand(['reconcile', '--json'], publishing);
    expect(run.exit, run.stdout).toBe(0);
    expect(memberOf(jsonOf(run), 'operations', 0)).toMatchObject({
      operationId,
      status: 'success',
    });
    expect(stage.emulator.counters().writes).toBe(before);
    const again = await runCommand(['reconcile', '--json'], publishing);
    expect(memberOf(jsonOf(again), 'operations')).toEqual([]);
  });

  it('what does not exist cannot be reconciled: exit 2', async () => {
    const publishing = { ...stage.publishing, ...environment };
    const args = ['reconcile', `op_${'0'.repeat(32)}`, '--json'];
    const run = await runCommand(args, publishing);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.not_found']);
  });
});

describe('a database that was put back from a backup', () => {
  it('is not taken into use: exit 8, and the doctor says so and hides nothing', async () => {
    putBackup();
    const run = await runCommand(['status', '--json'], environment);
    expect(run.exit).toBe(8);
    expect(codesOf(run)).toEqual(['store.behind_checkpoint']);
    const doctor = await runCommand(['doctor', '--json'], environment);
    expect(doctor.exit).toBe(2);
    expect(memberOf(jsonOf(doctor), 'checks')).toContainEqual(
      expect.objectContaining({ check: 'store', verdict: 'fail' }),
    );
    expect((await runCommand(['status', '--json'], environment)).exit).toBe(8);
  });

  it('restore asks whether the loss is accepted', async () => {
    const run = await runCommand(['restore', '--json'], environment);
    expect(run.exit).toBe(8);
    expect(textAt(jsonOf(run), 'next')).toBe('marketops restore --accept-loss');
  });

  it('restore --accept-loss raises the epoch, and no earlier receipt is worth anything', async () => {
    const args = ['restore', '--accept-loss', '--json'];
    const restored = requireExit(await runCommand(args, environment), 0);
    expect(jsonOf(restored)).toMatchObject({ lost: true });
    const records = memberOf(
      jsonOf(await runCommand(['audit', 'list', '--json'], environment)),
      'records',
    );
    expect(JSON.stringify(records)).toContain('epoch.bumped');
    expect((await runCommand(['status'], environment)).exit).toBe(0);
    const live = jsonOf(await runCommand(['receipts', 'list', '--json'], environment));
    expect(memberOf(live, 'receipts')).toEqual([]);
    for (const { receiptId } of earlier.receipts) {
      const told = jsonOf(await runCommand(['explain', receiptId, '--json'], environment));
      expect(memberOf(told, 'reasons')).toContainEqual(
        expect.objectContaining({ code: 'receipt.epoch_mismatch' }),
      );
    }
    expect(await refusedNow(earlier)).toEqual(['receipt.epoch_mismatch']);
  });

  it('has forgotten who denied or took back since, so that people approve anew', async () => {
    const run = await runCommand(['authorize', runId, '--json'], environment);
    expect(run.exit).toBe(5);
    expect(new Set(codesOf(run))).toContain('approval.insufficient');
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
  });

  it('put back once more, it revives no receipt that was minted in between', async () => {
    const between = await minted();
    putBackup();
    const args = ['restore', '--accept-loss', '--json'];
    const kept = textAt(jsonOf(requireExit(await runCommand(args, environment), 0)), 'lostHead');
    const heads = readdirSync(join(home, 'publisher')).filter((name) => name.includes('.lost-'));
    expect(heads).toHaveLength(2);
    expect(heads.map((name) => join(home, 'publisher', name))).toContain(kept);
    expect(await refusedNow(between)).toEqual(['receipt.epoch_mismatch']);
    expect(await refusedNow(earlier)).toEqual(['receipt.epoch_mismatch']);
  });
});
