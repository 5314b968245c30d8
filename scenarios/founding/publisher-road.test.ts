// SPDX-License-Identifier: Apache-2.0
// What the publisher leaves behind: an audit trail of every success, failure and rejection, and on
// GitHub exactly what was approved, as anybody can see who clones and downloads it.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OperationAuditRecord, ReceiptId } from '@marketops/core';
import { operationOf, receiptOf } from '../stage/planned-run.ts';
import { Stage } from '../stage/stage.ts';
import { codesOf, expectRefused } from './expect-refused.ts';

describe('audit trail', () => {
  it('tells of a success from the mint to the settlement, each attempt before its effect', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const { receiptId } = receiptOf(minted, 'tag_repo');
    const seenByGitHub: { attempted: number; applied: number }[] = [];
    const look = async () => {
      const attempts = (await trailOf(stage, receiptId)).filter(isAttempt);
      const applied = stage.emulatorWrites().length;
      seenByGitHub.push({ attempted: attempts.length, applied });
    };
    stage.github.emulator.addFault({
      match: { method: 'POST', times: Infinity },
      fault: { kind: 'hook', when: 'before_apply', run: look },
    });
    const outcome = await stage.submit(stage.submission(minted, 'tag_repo'));
    const trail = await trailOf(stage, receiptId);
    expect(trail.map(({ event }) => event)).toEqual([
      'receipt.minted',
      'operation.admitted',
      ...stage.emulatorWrites().map(() => 'operation.attempted'),
      'operation.settled',
    ]);
    expect(seenByGitHub).toEqual([
      { attempted: 1, applied: 0 },
      { attempted: 2, applied: 1 },
    ]);
    expect(trail.at(-1)).toMatchObject({ status: 'success', reasons: [] });
    expect((await stage.log.records())[outcome.logIndex ?? -1]).toEqual(trail.at(-1));
    expect(await stage.logVerifies()).toBe(true);
  });

  it('tells of a failure with its reasons, and of what the other made in between', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    stage.github.emulator.change({
      act: 'set_ref',
      repository: stage.github.repository.fullName,
      ref: 'refs/tags/v1.2.0',
      sha: run.plan.sourceCommit,
    });
    const { receiptId } = receiptOf(minted, 'tag_repo');
    const outcome = await stage.submit(stage.submission(minted, 'tag_repo'));
    expect(outcome.status).toBe('failed');
    const trail = await trailOf(stage, receiptId);
    expect(trail.at(-1)).toMatchObject({ event: 'operation.settled', status: 'failed', receiptId });
    expect(trail.at(-1)?.reasons.map(({ code }) => code)).toEqual(codesOf(outcome));
    expect(stage.github.holds().refs['refs/tags/v1.2.0']).toBe(run.plan.sourceCommit);
    expect(await stage.logVerifies()).toBe(true);
  });

  it('tells of many, in order, under one head that grows and never forgets', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const settled: (string | null)[] = [];
    for (const kind of ['tag_repo', 'publish_release', 'open_pr'] as const) {
      const submission = stage.submission(minted, kind);
      const { receiptId } = receiptOf(minted, kind);
      const outcome = await stage.submit(submission);
      expect(outcome.status).toBe('success');
      settled.push(outcome.receiptId);
      await expectRefused(stage, submission, { codes: ['receipt.consumed'], receiptId });
      expect(await stage.logVerifies()).toBe(true);
    }
    const records = await stage.log.records();
    const ends = records.filter(({ event }) => event === 'operation.settled');
    expect(ends.map(({ receiptId }) => receiptId)).toEqual(settled);
    expect(records.filter(({ event }) => event === 'operation.rejected')).toHaveLength(3);
    await stage.restart();
    expect(await stage.log.records()).toEqual(records);
    expect(await stage.logVerifies()).toBe(true);
  });
});

describe('end to end', () => {
  it('leaves on GitHub the very objects and bytes that were approved', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    expect(stage.emulatorWrites()).toEqual([]);
    const callers = stage.github.emulator.requestLog().map(({ actor }) => actor);
    expect(new Set(callers)).toEqual(new Set(['lantern-planner']));
    await stage.approve(run, 'alice', 'bob');

    const executed = await stage.execute(run);

    expect(executed.status).toBe('completed');
    expect(executed.sealed?.bytes).toEqual(run.planBytes);
    const { report } = executed;
    if (report?.kind !== 'published') throw new TypeError('expected a published run');
    expect(report.operations.map(({ status }) => status)).toEqual([
      'success',
      'success',
      'success',
    ]);

    const clone = await stage.github.clone(join(stage.folder, 'clone'));
    const tag = operationOf(run.plan, 'tag_repo').operation;
    expect(await clone.git('rev-parse', `refs/tags/${tag.tag.name}`)).toBe(tag.tag.oid);
    expect(await clone.git('cat-file', '-t', tag.tag.oid)).toBe('tag');
    expect(await clone.git('rev-parse', `${tag.tag.name}^{commit}`)).toBe(run.plan.sourceCommit);
    const pull = operationOf(run.plan, 'open_pr').operation;
    expect(await clone.git('rev-parse', `origin/${pull.head.branch}`)).toBe(pull.commit.oid);
    expect(await clone.git('rev-parse', `${pull.commit.oid}^{tree}`)).toBe(pull.commit.tree);
    expect(await clone.git('fsck', '--full', '--strict')).toBe('');

    const release = operationOf(run.plan, 'publish_release').operation;
    expect(release.assets).toHaveLength(3);
    for (const { name, sha256, size } of release.assets) {
      const bytes = await stage.github.download(release.tag.name, name);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(bytes).toHaveLength(size);
    }
    const { releases, pulls } = stage.github.holds();
    expect(releases).toMatchObject([{ draft: false, name: release.name, body: release.body }]);
    expect(pulls).toMatchObject([{ title: pull.title, body: pull.body, state: 'open' }]);
    expect(await stage.logVerifies()).toBe(true);
  });
});

function isAttempt({ event }: OperationAuditRecord): boolean {
  return event === 'operation.attempted';
}

async function trailOf(
  stage: Stage,
  receiptId: ReceiptId,
): Promise<readonly OperationAuditRecord[]> {
  const records = await stage.log.records();
  return records.filter((record) => record.receiptId === receiptId);
}
