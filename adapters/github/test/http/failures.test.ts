// SPDX-License-Identifier: Apache-2.0
// Every way in which GitHub, or something before it, fails to bring what a call promises: each is a
// value that says what arrived, whether the request may have been carried out, and nothing secret.
import { describe, expect, test } from 'vitest';
import { canaryText } from '../support/connections.ts';
import { createRef, readRepository, replyTo } from '../support/reply-to.ts';
import { refBody, releaseBody } from '../support/resources.ts';
import { answerJson, startServer, type Script } from '../support/scripted-server.ts';

const oddRequestIds = [
  ['nothing', ''],
  ['201 characters', 'x'.repeat(201)],
  ['what is not ASCII', 'ABCD:\u00e9'],
  ['what is not printable', 'ABCD:\t1'],
  ['the token', `ABCD:${canaryText}`],
] as const;

describe('a success', () => {
  test.each<[string, Record<string, string>, number | null]>([
    ['seconds', { 'retry-after': '7' }, 7],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 12:01:30 GMT', date: sentAt }, 90],
    ['a date that is past', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT', date: sentAt }, 0],
    ['a date without that of the answer', { 'retry-after': sentAt, date: 'today' }, 0],
    ['neither', { 'retry-after': 'soon', date: sentAt }, null],
  ])('says how long to wait in %s', async (_what, headers, retryAfterSeconds) => {
    const reply = await replyTo((_seen, response) => {
      answerJson(response, 403, { message: 'Forbidden' }, headers);
    }, createRef);
    expect(reply).toMatchObject({ ok: false, failure: { rateLimit: { retryAfterSeconds } } });
  });

  test.each(oddRequestIds)('has no request id where it calls itself %s', async (_what, id) => {
    const reply = await replyTo((_seen, response) => {
      answerJson(response, 201, refBody, { 'x-github-request-id': id });
    }, createRef);
    expect(reply).toMatchObject({ ok: true, requestId: null });
  });

  test('has the request id of 200 characters that it gives', async () => {
    const id = 'x'.repeat(200);
    const reply = await replyTo((_seen, response) => {
      answerJson(response, 201, refBody, { 'x-github-request-id': id });
    }, createRef);
    expect(reply).toMatchObject({ ok: true, requestId: id });
  });
});

/** When an answer was sent, by the clock of who sent it. */
const sentAt = 'Mon, 23 Nov 2026 12:00:00 GMT';

describe('an answer that is not a success', () => {
  test('is told with its status, message, errors, limits, request id and permissions', async () => {
    const reply = await replyTo((_seen, response) => {
      answerJson(
        response,
        422,
        {
          message: 'Validation Failed',
          errors: [
            { resource: 'Release', code: 'already_exists', field: 'tag_name' },
            'a bare text',
            7,
          ],
        },
        {
          'x-ratelimit-limit': '5000',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': '1763877600',
          'retry-after': '60',
          'x-github-request-id': 'ABCD:1234',
          'x-accepted-github-permissions': 'contents=write',
          'x-accepted-oauth-scopes': 'repo',
        },
      );
    }, createRef);
    expect(reply).toEqual({
      ok: false,
      failure: {
        status: 422,
        sent: 'maybe',
        body: 'json',
        message: 'Validation Failed',
        errors: [
          { resource: 'Release', code: 'already_exists', field: 'tag_name', message: null },
          { resource: null, code: null, field: null, message: 'a bare text' },
        ],
        rateLimit: {
          limit: 5000,
          remaining: 0,
          resetAtSeconds: 1_763_877_600,
          retryAfterSeconds: 60,
        },
        requestId: 'ABCD:1234',
        acceptedPermissions: 'contents=write',
        detail: '422 json',
        redirectOrigin: null,
      },
    });
  });

  test.each(oddRequestIds)('has no request id where it calls itself %s', async (_what, id) => {
    const reply = await replyTo((_seen, response) => {
      answerJson(response, 502, { message: 'No' }, { 'x-github-request-id': id });
    }, createRef);
    expect(reply).toMatchObject({ ok: false, failure: { status: 502, requestId: null } });
  });

  test('is told by its scopes where it names no permissions', async () => {
    const reply = await replyTo((_seen, response) => {
      answerJson(response, 403, { message: 'No' }, { 'x-accepted-oauth-scopes': 'repo' });
    }, createRef);
    expect(reply).toMatchObject({ ok: false, failure: { acceptedPermissions: 'repo' } });
  });

  test.each([
    [500, '<html>Unicorn!</html>', 'not_json'],
    [502, '', 'empty'],
    [503, '{"message":"Server Error"}', 'json'],
    [400, '{"message":"a","message":"b"}', 'not_json'],
  ])('%i with %j is %s', async (status, text, body) => {
    const reply = await replyTo((_seen, response) => {
      response.writeHead(status);
      response.end(text);
    }, createRef);
    expect(reply).toMatchObject({
      ok: false,
      failure: { status, body, sent: 'maybe', detail: `${status} ${body}` },
    });
  });

  test('is no absence where the 404 is not in GitHub’s own words', async () => {
    const reply = await replyTo(
      (_seen, response) => {
        response.writeHead(404, { 'content-type': 'text/html' });
        response.end('<h1>Not Found</h1>');
      },
      async (session) => session.ref('refs/tags/v1.0.0'),
    );
    expect(reply).toMatchObject({ ok: false, failure: { status: 404, body: 'not_json' } });
  });

  test('is an absence where GitHub says 404 to a read', async () => {
    const reply = await replyTo(
      (_seen, response) => answerJson(response, 404, { message: 'Not Found' }),
      async (session) => session.ref('refs/tags/v1.0.0'),
    );
    expect(reply).toMatchObject({ ok: true, value: null, status: 404 });
  });
});

describe('a success that does not keep its promise', () => {
  test.each([
    ['another shape', 201, '{"ref":"refs/tags/v1"}', 'wrong_shape'],
    ['an id that is none', 201, JSON.stringify({ ...refBody, object: {} }), 'wrong_shape'],
    ['another status', 202, JSON.stringify(refBody), 'wrong_shape'],
    ['no body', 201, '', 'empty'],
    ['no JSON', 201, 'created', 'not_json'],
    ['a list', 201, '[]', 'wrong_shape'],
  ])('%s', async (_name, status, text, body) => {
    const reply = await replyTo((_seen, response) => {
      response.writeHead(status);
      response.end(text);
    }, createRef);
    expect(reply).toMatchObject({ ok: false, failure: { status, body, sent: 'maybe' } });
  });

  test('a release other than the one that was asked for', async () => {
    const reply = await replyTo(
      (_seen, response) => answerJson(response, 200, releaseBody('http://127.0.0.1')),
      async (session) => session.release(6),
    );
    expect(reply).toMatchObject({ ok: false, failure: { body: 'wrong_shape' } });
  });

  test('a deletion that is answered by anything but 204', async () => {
    const reply = await replyTo(
      (_seen, response) => answerJson(response, 200, {}),
      async (session) => session.deleteRelease(5),
    );
    expect(reply).toMatchObject({ ok: false, failure: { status: 200 } });
  });

  test('a body over the limit', async () => {
    const reply = await replyTo(
      (_seen, response) => answerJson(response, 200, { padding: 'x'.repeat(4_096) }),
      readRepository,
      { answerBytesMax: 1_024 },
    );
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: 200, body: 'truncated', detail: '200 truncated: over 1024 bytes' },
    });
  });
});

describe('a redirect', () => {
  test.each([301, 302, 307, 308])('%i is a failure with its origin alone', async (status) => {
    await using other = await startServer((_seen, response) => answerJson(response, 201, refBody));
    const redirecting: Script = (_seen, response) => {
      const location = `${other.origin}/repositories/42/git/refs?token=secret`;
      answerJson(response, status, { message: 'Moved Permanently' }, { location });
    };
    for (const call of [createRef, readRepository]) {
      const reply = await replyTo<unknown>(redirecting, call);
      expect(reply).toMatchObject({
        ok: false,
        failure: { status, redirectOrigin: other.origin, detail: `${status} json` },
      });
    }
    expect(other.seen).toEqual([]);
  });

  test('without a readable place has no origin', async () => {
    const reply = await replyTo((_seen, response) => {
      answerJson(response, 302, {}, { location: 'http://[' });
    }, readRepository);
    expect(reply).toMatchObject({ ok: false, failure: { status: 302, redirectOrigin: null } });
  });
});
