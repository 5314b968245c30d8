// SPDX-License-Identifier: Apache-2.0
// Every kind of fault: what the client sees, what the state holds afterwards, and what the logs say.

import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Fault, FaultRule } from '../src/fault/fault-rule.ts';
import type { JsonObject } from '../src/json.ts';
import { uploadTemplate } from '../src/api/route.ts';
import {
  createDraft,
  type Fixture,
  number,
  objects,
  repo,
  startFixture,
  text,
  uploadTo,
} from './support/fixture.ts';

const releases = '/repos/{owner}/{repo}/releases';
const bytes = Buffer.from('0123456789');

describe('a fault', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(async () => fixture.close());

  const onCreate = (fault: Fault, match: FaultRule['match'] = {}): void => {
    fixture.emulator.addFault({ match: { method: 'POST', route: releases, ...match }, fault });
  };
  const onUpload = (fault: Fault): void => {
    fixture.emulator.addFault({ match: { method: 'POST', route: uploadTemplate }, fault });
  };
  const held = (): number => fixture.emulator.snapshot('alice', 'sample').releases.length;
  const lastWrite = () => fixture.emulator.writeLog().at(-1);
  const codeOf = async (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'answered',
      (error: unknown) =>
        error instanceof Error && 'code' in error ? String(error.code) : String(error),
    );

  it('that resets before applying leaves nothing', async () => {
    onCreate({ kind: 'reset', when: 'before_apply' });
    expect(await codeOf(createDraft(fixture))).toBe('ECONNRESET');
    expect(held()).toBe(0);
    expect(lastWrite()).toMatchObject({ applied: false, status: null, faults: ['reset'] });
  });

  it('that resets after applying leaves the release and no answer', async () => {
    onCreate({ kind: 'reset', when: 'after_apply' });
    expect(await codeOf(createDraft(fixture))).toBe('ECONNRESET');
    expect(held()).toBe(1);
    expect(lastWrite()).toMatchObject({ applied: true, status: 201, faults: ['reset'] });
    expect(fixture.emulator.requestLog().at(-1)?.answeredStatus).toBeNull();
  });

  it('that answers a status serves the page of the front end', async () => {
    onCreate({ kind: 'status', when: 'before_apply', status: 503 });
    onCreate({ kind: 'status', when: 'after_apply', status: 502 }, { nth: 2 });
    const before = await createDraft(fixture);
    expect([before.status, held()]).toEqual([503, 0]);
    const after = await createDraft(fixture);
    expect([after.status, held()]).toEqual([502, 1]);
    expect(after.bytes.toString('utf8')).toContain('Unicorn!');
    expect(after.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('that truncates sends half a body', async () => {
    onCreate({ kind: 'truncate' });
    expect(await codeOf(createDraft(fixture))).toBe('ECONNRESET');
    expect(held()).toBe(1);
  });

  it('that stalls holds the connection, for a while or until the end', async () => {
    onCreate({ kind: 'stall', when: 'after_apply', ms: 30 });
    expect(await codeOf(createDraft(fixture))).toBe('ECONNRESET');
    expect(held()).toBe(1);
    onCreate({ kind: 'stall', when: 'before_apply' });
    const pending = codeOf(createDraft(fixture));
    const settled = await Promise.race([
      pending,
      new Promise((resolve) => setTimeout(resolve, 50, 'waiting')),
    ]);
    expect(settled).toBe('waiting');
    await fixture.emulator.close();
    expect(await pending).toBe('ECONNRESET');
  });

  it('that delays answers all the same', async () => {
    onCreate({ kind: 'delay', when: 'before_apply', ms: 20 });
    onCreate({ kind: 'delay', when: 'after_apply', ms: 20 });
    expect((await createDraft(fixture)).status).toBe(201);
    expect(lastWrite()?.faults).toEqual(['delay', 'delay']);
  });

  it('that answers anything answers just that', async () => {
    onCreate({ kind: 'answer', when: 'after_apply', status: 201, body: '{}', headers: { a: 'b' } });
    const answer = await createDraft(fixture);
    expect([answer.status, answer.json, answer.headers['a']]).toEqual([201, {}, 'b']);
    expect(held()).toBe(1);
  });

  it('that limits answers as GitHub does, with or without retry-after', async () => {
    const when = 'before_apply';
    onCreate({ kind: 'secondary_limit', when, retryAfterSeconds: 7 });
    onCreate({ kind: 'secondary_limit', when, retryAfterSeconds: null, status: 429 }, { nth: 2 });
    onCreate({ kind: 'primary_limit', when, resetInSeconds: 30 }, { nth: 3 });
    onCreate({ kind: 'disguised_limit', when }, { nth: 4 });
    const first = await createDraft(fixture);
    expect([first.status, first.headers['retry-after']]).toEqual([403, '7']);
    const second = await createDraft(fixture);
    expect([second.status, second.headers['retry-after']]).toEqual([429, undefined]);
    expect(Number(second.headers['x-ratelimit-remaining'])).toBeGreaterThan(0);
    const third = await createDraft(fixture);
    expect([third.status, third.headers['x-ratelimit-remaining']]).toEqual([403, '0']);
    const fourth = await createDraft(fixture);
    expect(fourth.object['errors']).toEqual([
      { resource: 'PullRequestReview', code: 'abuse', field: 'base' },
    ]);
    expect(held()).toBe(0);
  });

  it('that delivers twice applies twice', async () => {
    onCreate({ kind: 'duplicate_delivery' });
    const answer = await createDraft(fixture);
    const { releases: both } = fixture.emulator.snapshot('alice', 'sample');
    expect(both.map((release) => release.id)).toHaveLength(2);
    expect(answer.object['id']).toBe(both[0]?.id);
    expect(fixture.emulator.writeLog().map((write) => write.applied)).toEqual([true, true]);
  });

  it('that applies late applies when the time has come', async () => {
    onCreate({ kind: 'late_apply', ms: 60_000, answer: 'status' });
    expect((await createDraft(fixture)).status).toBe(502);
    expect([held(), fixture.emulator.counters().lateCalls]).toEqual([0, 1]);
    fixture.emulator.advance(60_000);
    expect([held(), fixture.emulator.counters().lateCalls]).toEqual([1, 0]);
    expect(fixture.emulator.writeLog().map((write) => write.applied)).toEqual([false, true]);
  });

  it('that expires the token strikes before or after', async () => {
    onCreate({ kind: 'token_expired', when: 'after_apply' });
    expect((await createDraft(fixture)).status).toBe(201);
    expect((await createDraft(fixture)).status).toBe(401);
    fixture.emulator.addToken({ token: 'second', name: 'second', login: 'alice' });
    fixture.emulator.clearFaults();
    onCreate({ kind: 'token_expired', when: 'before_apply' });
    const body = { tag_name: 'v1', draft: true };
    const refused = await fixture.clientOf('second')('POST', `${repo}/releases`, { body });
    expect([refused.status, held()]).toEqual([401, 1]);
  });

  it('may be somebody else’s change, or code of the test', async () => {
    const seen: string[] = [];
    const { emulator, head } = fixture;
    const change = {
      act: 'set_ref',
      repository: 'alice/sample',
      ref: 'refs/tags/v1.0.0',
      sha: head,
    } as const;
    onCreate({ kind: 'foreign_change', when: 'before_apply', change });
    onCreate({
      kind: 'hook',
      when: 'after_apply',
      run: ({ route, when }) => {
        seen.push(`${when} ${String(route)} ${held()}`);
      },
    });
    onCreate({ kind: 'reset', when: 'after_apply' });
    expect(await codeOf(createDraft(fixture))).toBe('ECONNRESET');
    expect(seen).toEqual([`after_apply ${releases} 1`]);
    expect(emulator.snapshot('alice', 'sample').refs['refs/tags/v1.0.0']).toBe(head);
    expect(lastWrite()?.faults).toEqual(['reset', 'foreign_change', 'hook']);
  });

  it('strikes the nth matching call, as often as it is told, and is counted', async () => {
    onCreate({ kind: 'status', when: 'before_apply', status: 500 }, { nth: 2, times: 2 });
    const statuses: number[] = [];
    for (const tag of ['a', 'b', 'c', 'd']) {
      statuses.push((await createDraft(fixture, { tag_name: tag })).status);
    }
    expect(statuses).toEqual([201, 500, 500, 201]);
    expect(fixture.emulator.faults()).toMatchObject([{ matched: 4, struck: 2 }]);
    fixture.emulator.clearFaults();
    expect(fixture.emulator.faults()).toEqual([]);
  });

  describe('on an upload', () => {
    let draft: JsonObject;

    beforeEach(async () => {
      draft = (await createDraft(fixture)).object;
    });

    const upload = async () => uploadTo(fixture, draft, { name: 'a.bin', bytes });
    const assets = async () => {
      const path = `${repo}/releases/${number(draft['id'])}`;
      const listed = await fixture.api('GET', `${path}/assets`);
      const shown = objects((await fixture.api('GET', path)).object['assets']);
      return { listed: listed.list, shown };
    };

    it('that leaves a starter answers 502, shows in the asset list alone and blocks the name', async () => {
      onUpload({ kind: 'asset_left_starter' });
      expect((await upload()).status).toBe(502);
      const { listed, shown } = await assets();
      expect(listed).toMatchObject([{ state: 'starter', size: 0, digest: null }]);
      expect(shown).toEqual([]);
      expect((await upload()).status).toBe(422);
      const path = `${repo}/releases/assets/${number(listed[0]?.['id'])}`;
      expect((await fixture.api('DELETE', path)).status).toBe(204);
      expect((await upload()).status).toBe(201);
    });

    it('that breaks it off leaves a starter or nothing, as told', async () => {
      onUpload({ kind: 'reset_mid_body', afterBytes: 3, leavesStarter: false });
      expect(await codeOf(upload())).toMatch(/ECONNRESET|EPIPE/);
      expect((await assets()).listed).toEqual([]);
      fixture.emulator.clearFaults();
      onUpload({ kind: 'reset_mid_body' });
      expect(await codeOf(upload())).toMatch(/ECONNRESET|EPIPE/);
      expect((await assets()).listed).toMatchObject([{ state: 'starter' }]);
    });

    it('that alters the bytes stores others under their own digest', async () => {
      onUpload({ kind: 'digest_altered', what: 'bytes' });
      const asset = (await upload()).object;
      const sent = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      expect(asset['size']).toBe(bytes.length);
      expect(asset['digest']).not.toBe(sent);
      const path = `${repo}/releases/assets/${number(asset['id'])}`;
      fixture.emulator.configure({ quirks: { assetDownloadRedirects: false } });
      const headers = { accept: 'application/octet-stream' };
      const stored = (await fixture.api('GET', path, { headers })).bytes;
      const digest = `sha256:${createHash('sha256').update(stored).digest('hex')}`;
      expect(asset['digest']).toBe(digest);
    });

    it('that alters only the digest, or withholds it, shows in answers and lists', async () => {
      onUpload({ kind: 'digest_altered', what: 'missing' });
      expect((await upload()).object['digest']).toBeNull();
      expect((await assets()).listed[0]?.['digest']).toBeNull();
      fixture.emulator.clearFaults();
      onUpload({ kind: 'digest_altered', what: 'digest' });
      const other = await uploadTo(fixture, draft, { name: 'b.bin', bytes });
      expect(text(other.object['digest'])).toBe(`sha256:${'0'.repeat(64)}`);
    });

    it('applies late with its bytes', async () => {
      onUpload({ kind: 'late_apply', ms: 1000, answer: 'reset' });
      expect(await codeOf(upload())).toBe('ECONNRESET');
      fixture.emulator.advance(1000);
      expect((await assets()).listed).toMatchObject([{ state: 'uploaded', size: bytes.length }]);
    });
  });

  it('may meet reads and bodies as well as writes', async () => {
    fixture.emulator.addFault({
      match: { method: 'GET' },
      fault: { kind: 'status', when: 'before_apply', status: 500 },
    });
    expect((await fixture.api('GET', repo)).status).toBe(500);
    onCreate({ kind: 'reset_mid_body', afterBytes: 1 });
    expect(await codeOf(createDraft(fixture))).toMatch(/ECONNRESET|EPIPE/);
    expect(held()).toBe(0);
  });
});
