// SPDX-License-Identifier: Apache-2.0
// Goal: what the demo says is so, seen from outside: a real git clone shows the object ids that the
// approvers signed, downloads have the approved digests, and the packs prove it offline.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePlan } from '@marketops/core';
import { must } from '@marketops/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdDemo, type HeldDemo } from './held-demo.ts';

const folder = mkdtempSync(join(tmpdir(), 'marketops-demo-test-'));
const commandLine = join(import.meta.dirname, '../../faces/cli/src/main.ts');
let demo: HeldDemo;

beforeAll(async () => {
  demo = await holdDemo(join(folder, 'state'));
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The plan that was approved, out of the first evidence pack. */
function approvedPlan() {
  const [pack] = demo.answer.evidence;
  const { plan } = JSON.parse(readFileSync(pack ?? '', 'utf8'));
  const payload = Buffer.from(JSON.stringify(plan));
  return must(parsePlan(new Uint8Array(payload)));
}

function operationOf<K extends 'tag_repo' | 'publish_release' | 'open_pr'>(kind: K) {
  for (const { operation } of approvedPlan().operations) {
    if (operation.kind === kind) return operation as Extract<typeof operation, { kind: K }>;
  }
  throw new Error(`the plan has no ${kind}`);
}

function marketops(...args: readonly string[]) {
  return spawnSync(process.execPath, [commandLine, ...args], { encoding: 'utf8' });
}

describe('the demo', () => {
  it('writes nothing in the dry run and succeeds with all three operations in prod', () => {
    const { emulator, operations, approvals } = demo.answer;
    expect(emulator.writesDuringDryRun).toBe(0);
    expect(operations.map(({ kind, status }) => [kind, status])).toEqual([
      ['tag_repo', 'success'],
      ['publish_release', 'success'],
      ['open_pr', 'success'],
    ]);
    expect(approvals.map(({ approver, accepted }) => [approver, accepted])).toEqual([
      ['carol', false],
      ['alice', true],
      ['bob', true],
    ]);
  });

  it('is refused six forbidden things, each by its own reason', () => {
    expect(Object.fromEntries(demo.answer.refusals.map((row) => [row.attempt, row.codes]))).toEqual(
      {
        'no receipt': ['receipt.missing'],
        'advisory receipt': ['receipt.advisory'],
        'other run': ['receipt.run_mismatch'],
        'other operation': ['receipt.operation_mismatch', 'receipt.content_mismatch'],
        'changed content': ['receipt.content_mismatch'],
        replay: ['receipt.consumed'],
      },
    );
  });

  it('leaves on GitHub the very object ids that were approved, as git clone sees them', () => {
    const clone = join(folder, 'clone');
    const url = `${demo.answer.emulator.url}/harbour-tools/lantern.git`;
    execFileSync('git', ['clone', '-q', url, clone], { stdio: ['ignore', 'ignore', 'inherit'] });
    const revision = (name: string): string =>
      execFileSync('git', ['-C', clone, 'rev-parse', name], { encoding: 'utf8' }).trim();
    const { tag } = operationOf('tag_repo');
    expect(revision(`refs/tags/${tag.name}`)).toBe(tag.oid);
    expect(revision(`refs/tags/${tag.name}^{commit}`)).toBe(tag.targetCommit);
    const { head, commit } = operationOf('open_pr');
    expect(revision(`refs/remotes/origin/${head.branch}`)).toBe(commit.oid);
  });

  it('leaves assets there whose downloads have the approved digests', async () => {
    const { assets, tag } = operationOf('publish_release');
    expect(assets.length).toBeGreaterThan(1);
    for (const { name, sha256 } of assets) {
      const url = `${demo.answer.emulator.url}/harbour-tools/lantern/releases/download/${tag.name}/${name}`;
      const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex'), name).toBe(sha256);
    }
  });

  it('proves it: each pack verifies offline, and with a changed byte it does not', () => {
    const { evidence, trust } = demo.answer;
    expect(evidence).toHaveLength(3);
    for (const pack of evidence) {
      expect(marketops('verify', pack, '--trust', trust).status, pack).toBe(0);
    }
    const bytes = readFileSync(evidence[0] ?? '');
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    const tampered = join(folder, 'tampered.json');
    writeFileSync(tampered, bytes);
    expect(marketops('verify', tampered, '--trust', trust).status).toBe(8);
  });

  it('ends by itself when it is interrupted', async () => {
    expect(await demo.end()).toBe(0);
  });

  it('shows no key and no token in anything that it prints', () => {
    const printed = demo.progress() + JSON.stringify(demo.answer);
    expect(printed).not.toMatch(/PRIVATE KEY|ghs_|github_pat_|Bearer /);
  });
});
