// SPDX-License-Identifier: Apache-2.0
// Every fault that the emulator can play on a write: the client reports it as what it is, sends
// nothing twice, and never says "not sent" of a write that was applied.
import type { GitHubFailure, GitHubReply } from '@marketops/core';
import type { Fault } from '@marketops/github-emulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GitHubConnection, HttpGitHubSessions, NETWORK_DIRECT } from '../../src/index.ts';
import { canaryText, canaryToken, endpointAt, testClock } from '../support/connections.ts';
import { tagOperation } from '../support/operations.ts';
import {
  startEmulatedRepository,
  valueOf,
  type EmulatedRepository,
} from './emulated-repository.ts';

const createRefRoute = { method: 'POST', route: '/repos/{owner}/{repo}/git/refs' };

let emulated: EmulatedRepository;

beforeEach(async () => {
  emulated = await startEmulatedRepository();
  emulated.emulator.addToken({ token: canaryText, login: 'alice' });
});

afterEach(async () => {
  await emulated[Symbol.asyncDispose]();
});

/** Creates a ref while `fault` is in force. */
async function createRefUnder(fault: Fault): Promise<GitHubReply<unknown>> {
  const { emulator, identity, commit } = emulated;
  await using connection = new GitHubConnection({
    endpoint: endpointAt(emulator.apiUrl, emulator.uploadUrl),
    network: NETWORK_DIRECT,
    version: '0.1.0',
    clock: testClock(),
    limits: { apiDeadlineMs: 1_500 },
  });
  const sessions = new HttpGitHubSessions(connection, { kind: 'token', token: canaryToken() });
  const operation = { ...tagOperation(identity.host), repository: identity };
  const session = valueOf(await sessions.open(operation));
  emulator.addFault({ match: createRefRoute, fault });
  return await session.createRef('refs/tags/v1.0.0', commit);
}

type Expected = Partial<GitHubFailure>;
const before = { when: 'before_apply' } as const;
const after = { when: 'after_apply' } as const;

describe.each<[string, Fault, Expected, boolean]>([
  ['reset before', { kind: 'reset', ...before }, { status: null, sent: 'maybe' }, false],
  ['reset after', { kind: 'reset', ...after }, { status: null, sent: 'maybe' }, true],
  ['reset during the body', { kind: 'reset_mid_body' }, { status: null, sent: 'maybe' }, false],
  [
    'a stall after',
    { kind: 'stall', ...after },
    { status: null, sent: 'maybe', detail: 'timeout after 1500 ms' },
    true,
  ],
  ['a truncated answer', { kind: 'truncate' }, { status: 201, body: 'truncated' }, true],
  ['502 after', { kind: 'status', ...after, status: 502 }, { status: 502, body: 'not_json' }, true],
  [
    'a secondary limit without retry-after',
    { kind: 'secondary_limit', ...before, retryAfterSeconds: null },
    { status: 403, body: 'json' },
    false,
  ],
  [
    'a primary limit',
    { kind: 'primary_limit', ...before, resetInSeconds: 60 },
    { status: 403 },
    false,
  ],
  ['a limit in disguise', { kind: 'disguised_limit', ...before }, { status: 422 }, false],
  [
    'a success without JSON',
    { kind: 'answer', ...after, status: 201, body: 'made', contentType: 'text/plain' },
    { status: 201, body: 'not_json' },
    true,
  ],
  [
    'a success without an id',
    { kind: 'answer', ...after, status: 201, body: '{}' },
    { status: 201, body: 'wrong_shape' },
    true,
  ],
  [
    'a late application',
    { kind: 'late_apply', ms: 60_000, answer: 'reset' },
    { status: null, sent: 'maybe' },
    false,
  ],
])('%s', (_name, fault, failure, applied) => {
  test('is reported, and sent once', async () => {
    const reply = await createRefUnder(fault);
    expect(reply).toMatchObject({ ok: false, failure });
    const posts = emulated.emulator.requestLog().filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(1);
    expect(emulated.emulator.counters().appliedWrites).toBe(applied ? 1 : 0);
  });
});

test('the limits of a secondary rate limit are told', async () => {
  const reply = await createRefUnder({
    kind: 'secondary_limit',
    ...before,
    status: 429,
    retryAfterSeconds: 7,
  });
  expect(reply).toMatchObject({
    ok: false,
    failure: { status: 429, rateLimit: { retryAfterSeconds: 7 } },
  });
});
