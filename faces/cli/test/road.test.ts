// SPDX-License-Identifier: Apache-2.0
// Goal: the whole road by commands alone, each with its exit code: plan, request, approve, authorize,
// execute, evidence, verify; and everything that stops on the way says so with its own code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import {
  codesOf,
  jsonOf,
  memberOf,
  runCommand,
  textAt,
  type Environment,
} from './support/command-run.ts';

let stage: CliStage;
beforeAll(async () => {
  stage = await openCliStage();
});
afterAll(async () => stage.close());

describe('what stands in the way of a prod run', () => {
  it('a file of the pull request that changed since it was approved makes the plan stale: exit 6', async () => {
    const project = stage.copyProject();
    const { environment } = await stage.makeHome();
    const runId = await planOf(project, environment);
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    writeFileSync(join(project, 'build', 'docs', 'install.md'), 'another page\n');
    const publishing = { ...stage.publishing, ...environment };
    const before = stage.emulator.counters().writes;
    const args = ['execute', runId, '--mode', 'prod', '--project', project, '--json'];
    const run = await runCommand(args, publishing);
    expect(run.exit, run.stdout).toBe(6);
    expect(codesOf(run)).toContain('plan.stale');
    expect(stage.emulator.counters().writes).toBe(before);
  });
});

describe('the road from a plan to its proof', () => {
  let project: string;
  let environment: Environment;
  let publishing: Environment;
  let runId: string;
  let prodRunId: string;

  beforeAll(async () => {
    project = stage.copyProject();
    ({ environment } = await stage.makeHome());
    publishing = { ...stage.publishing, ...environment };
    runId = await planOf(project, environment);
  });

  it('a plan is a dry run: nothing is written', () => {
    expect(stage.emulator.counters().writes).toBe(0);
  });

  it('nothing is executed without --mode prod', async () => {
    const run = await runCommand(['execute', runId, '--json'], publishing);
    expect(run.exit).toBe(7);
    expect(codesOf(run)).toEqual(['mode.not_prod']);
    expect(textAt(jsonOf(run), 'next')).toBe(`marketops execute ${runId} --mode prod`);
  });

  it('publishing without a credential asks for authentication: exit 4', async () => {
    const args = ['execute', runId, '--mode', 'prod', '--project', project, '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['credential.missing']);
  });

  it('a request says whom it waits for, and opens once', async () => {
    const first = jsonOf(
      await runCommand(['request', runId, '--as', 'carol', '--json'], environment),
    );
    const again = jsonOf(
      await runCommand(['request', runId, '--as', 'alice', '--json'], environment),
    );
    expect(memberOf(first, 'waitsFor')).toEqual(['alice', 'bob', 'dave']);
    expect(memberOf(again, 'requestId')).toBe(memberOf(first, 'requestId'));
    const listed = jsonOf(await runCommand(['requests', 'list', '--json'], environment));
    expect(memberOf(listed, 'requests', 0, 'waitsFor')).toEqual(['alice', 'bob', 'dave']);
  });

  it('authorizing without approvals mints advisory receipts alone: exit 5', async () => {
    const run = await runCommand(['authorize', runId, '--json'], environment);
    expect(run.exit).toBe(5);
    expect(codesOf(run)[0]).toBe('approval.insufficient');
    expect(textAt(jsonOf(run), 'next')).toBe(`marketops approve ${runId} --key FILE`);
    expect(memberOf(jsonOf(run), 'receipts', 0, 'enforceable')).toBe(false);
  });

  it('the person behind the agent does not count: exit 3', async () => {
    const args = ['approve', runId, '--key', stage.keyOf('carol'), '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toContain('approval.self');
  });

  it('an approver is shown the plan and its phrase before signing', async () => {
    const args = ['approve', runId, '--key', stage.keyOf('alice'), '--reason', 'read it'];
    const run = requireExit(await runCommand(args, environment), 0);
    expect(run.stderr).toContain('publish_release v1.2.0');
    expect(run.stderr).toMatch(/phrase: [a-z]+ [a-z]+ [a-z]+ [a-z]+/);
    expect(run.stdout).toContain('alice approved');
    expect(run.stdout).toContain('still needs 1');
  });

  it('explain tells what is missing, who can fix it, and where it is on record', async () => {
    const explained = jsonOf(await runCommand(['explain', runId, '--json'], environment));
    const reasons = memberOf(explained, 'reasons');
    expect(reasons).toContainEqual(
      expect.objectContaining({
        code: 'approval.insufficient',
        fixedBy: 'approver',
        next: `marketops approve ${runId} --key FILE`,
        evidence: expect.arrayContaining([expect.stringMatching(/^(operation|log record) /)]),
      }),
    );
    expect(explained).toMatchObject({ kind: 'run', policy: expect.any(Array) });
  });

  it('approved by two people, three enforceable receipts are minted', async () => {
    await approve(stage, runId, { environment, people: ['bob'] });
    const run = requireExit(await runCommand(['authorize', runId, '--json'], environment), 0);
    prodRunId = textAt(jsonOf(run), 'runId');
    const live = jsonOf(await runCommand(['receipts', 'list', '--json'], environment));
    expect(memberOf(live, 'receipts')).toHaveLength(3);
    const status = jsonOf(await runCommand(['status', '--json'], environment));
    expect(memberOf(status, 'receipts')).toHaveLength(3);
  });

  it('a receipt is explained with its countdown, and after revocation with the reason', async () => {
    const receipts = jsonOf(await runCommand(['receipts', 'list', '--json'], environment));
    const receiptId = textAt(receipts, 'receipts', 0, 'receiptId');
    const usable = jsonOf(await runCommand(['explain', receiptId, '--json'], environment));
    expect(textAt(usable, 'state')).toMatch(/^usable until /);
    const revoke = [
      'receipts',
      'revoke',
      receiptId,
      '--by',
      'alice',
      '--reason',
      'second thoughts',
    ];
    const first = requireExit(await runCommand(revoke, environment), 0);
    expect(first.stdout.split('\n')[0]).toBe(`revoked ${receiptId}`);
    const again = requireExit(await runCommand(revoke, environment), 0);
    expect(again.stdout).toContain(`${receiptId} was revoked already, by alice at `);
    const revoked = jsonOf(await runCommand(['explain', receiptId, '--json'], environment));
    expect(memberOf(revoked, 'reasons', 0, 'code')).toBe('receipt.revoked');
  });

  it('the prod run publishes what was approved and writes its evidence', async () => {
    const args = ['execute', prodRunId, '--mode', 'prod', '--project', project, '--json'];
    const run = await runCommand(args, publishing);
    expect(run.exit, run.stdout + run.stderr).toBe(0);
    const operations = memberOf(jsonOf(run), 'operations');
    expect(operations).toEqual([
      expect.objectContaining({ kind: 'tag_repo', status: 'success' }),
      expect.objectContaining({ kind: 'publish_release', status: 'success' }),
      expect.objectContaining({ kind: 'open_pr', status: 'success' }),
    ]);
    const snapshot = stage.emulator.snapshot('harbour-tools', 'lantern');
    expect(snapshot.releases.map(({ tagName }) => tagName)).toContain('v1.2.0');
  });

  it('once shipped, it ships no second time: exit 7', async () => {
    const args = ['authorize', runId, '--json'];
    const run = await runCommand(args, environment);
    expect(run.exit).toBe(7);
    expect(codesOf(run)).toContain('receipt.consumed');
  });

  it('an operation is explained with its checks and its journal', async () => {
    const explained = jsonOf(await runCommand(['explain', prodRunId, '--json'], environment));
    const operationId = textAt(explained, 'operations', 0, 'operationId');
    const operation = jsonOf(await runCommand(['explain', operationId, '--json'], environment));
    expect(operation).toMatchObject({ kind: 'operation', state: 'success', reasons: [] });
    expect(memberOf(operation, 'checks')).toHaveLength(16);
    expect(memberOf(operation, 'journal', 'steps', 0, 'step')).toBe('tag_object');
  });

  it('evidence is verified offline: 0, and with one byte changed: 8', async () => {
    const explained = jsonOf(await runCommand(['explain', prodRunId, '--json'], environment));
    const operationId = textAt(explained, 'operations', 1, 'operationId');
    const pack = join(stage.folder, 'release.evidence.json');
    const trust = join(stage.folder, 'trust.json');
    requireExit(await runCommand(['evidence', operationId, '--out', pack], environment), 0);
    requireExit(await runCommand(['trust', 'export', trust], environment), 0);
    const verified = await runCommand(['verify', pack, '--trust', trust, '--json']);
    expect(verified.exit).toBe(0);
    const bytes = readFileSync(pack);
    bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
    writeFileSync(pack, bytes);
    const tampered = await runCommand(['verify', pack, '--trust', trust, '--json']);
    expect(tampered.exit).toBe(8);
    expect(memberOf(jsonOf(tampered), 'verified')).toBe(false);
    // An auditor has no home, so that nothing leads to a command that needs one.
    const other = `marketops verify PACK --trust ${trust}`;
    expect(textAt(jsonOf(tampered), 'next')).toBe(other);
    expect(textAt(jsonOf(tampered), 'refusals', 0, 'next')).toBe(other);
  });

  it('the whole log is exported and verified', async () => {
    const folder = join(stage.folder, 'log');
    const trust = join(stage.folder, 'trust.json');
    requireExit(await runCommand(['audit', 'export', folder], environment), 0);
    const verified = await runCommand(['audit', 'verify', folder, '--trust', trust]);
    expect(verified.exit, verified.stderr).toBe(0);
  });

  it('the next plan shows what differs from what last shipped', async () => {
    const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];
    const args = ['plan', ...proposer, '--project', project, '--against', 'last-shipped', '--json'];
    const run = await runCommand(args, environment);
    expect(memberOf(jsonOf(run), 'difference')).toHaveProperty('0');
  });
});
