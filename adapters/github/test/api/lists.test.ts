// SPDX-License-Identifier: Apache-2.0
// Lists are read page by page and never taken for complete by mistake; what a credential may not
// read is null, and what GitHub asks to wait for is a failure.
import { describe, expect, test } from 'vitest';
import { readNextPage } from '../../src/api/answer-headers.ts';
import { connect, openSession } from '../support/connections.ts';
import { assetBody } from '../support/resources.ts';
import {
  answerJson,
  startServer,
  type Script,
  type SeenRequest,
} from '../support/scripted-server.ts';
import type { GitHubReply } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';

const repo = '/repos/octo-org/hello-world';

async function replyTo<T>(
  script: Script,
  call: (session: GitHubSession) => Promise<GitHubReply<T>>,
): Promise<{ readonly reply: GitHubReply<T>; readonly seen: readonly SeenRequest[] }> {
  await using server = await startServer((seen, response, socket) => {
    if (seen.url === '/user') answerJson(response, 200, { id: 3 });
    else script(seen, response, socket);
  });
  await using connection = connect(server.origin);
  const reply = await call(await openSession(connection));
  return { reply, seen: server.seen.slice(1) };
}

describe('the next page', () => {
  test.each([
    [null, 1, null],
    ['', 1, null],
    ['<https://api.github.com/x?page=2>; rel="next"', 1, 2],
    ['<https://api.github.com/x?page=2>; rel=next', 1, 2],
    [
      '<https://x.example/y?per_page=100&page=3>; rel="next", <https://x.example/y?page=9>; rel="last"',
      2,
      3,
    ],
    ['<https://x.example/y?a=1,2&page=3>; rel="next"', 2, 3],
    ['<https://x.example/y?page=1>; rel="prev"', 2, null],
    ['<https://x.example/y?page=2>; rel="last"; title="next"', 1, null],
    ['<https://x.example/y?page=2>; rel="next"', 2, 'unreadable'],
    ['<https://x.example/y?page=1>; rel="next"', 2, 'unreadable'],
    ['<https://x.example/y?page=3>; rel="next"', 1, 'unreadable'],
    ['<https://x.example/y?after=abc>; rel="next"', 1, 'unreadable'],
    ['<https://x.example/y?page=-1>; rel="next"', 1, 'unreadable'],
    ['<nonsense?page=2>; rel="next"', 1, 'unreadable'],
    ['nonsense', 1, 'unreadable'],
    ['<https://x.example/y?page=2; rel="next"', 1, 'unreadable'],
  ])('after %j on page %i is %j', (link, page, next) => {
    expect(readNextPage(link, page)).toBe(next);
  });

  test('is handed on', async () => {
    const { reply } = await replyTo(
      (_seen, response) => {
        answerJson(response, 200, [assetBody], {
          link: `<http://127.0.0.1${repo}/releases/5/assets?per_page=100&page=2>; rel="next"`,
        });
      },
      async (session) => session.assets(5, 1),
    );
    expect(reply).toMatchObject({ ok: true, value: { nextPage: 2, items: [{ assetId: 7 }] } });
  });

  test('is handed on where the header comes in several lines', async () => {
    const next = `<http://127.0.0.1${repo}/releases?per_page=100&page=2>; rel="next"`;
    const { reply } = await replyTo(
      (_seen, response) => {
        response.setHeader('link', ['<https://github.example/changes>; rel="deprecation"', next]);
        answerJson(response, 200, []);
      },
      async (session) => session.releases(1),
    );
    expect(reply).toMatchObject({ ok: true, value: { nextPage: 2 } });
  });

  test('that cannot be named makes the page unreadable', async () => {
    const { reply } = await replyTo(
      (_seen, response) => answerJson(response, 200, [], { link: 'nonsense' }),
      async (session) => session.releases(1),
    );
    expect(reply).toMatchObject({ ok: false, failure: { body: 'wrong_shape' } });
  });
});

describe('a page', () => {
  test('with one item that cannot be read is unreadable', async () => {
    const { reply } = await replyTo(
      (_seen, response) => answerJson(response, 200, [assetBody, { ...assetBody, size: -1 }]),
      async (session) => session.assets(5, 1),
    );
    expect(reply).toMatchObject({ ok: false, failure: { body: 'wrong_shape' } });
  });

  test.each([0, -1, 1.5, Number.NaN, 101])('numbered %d is not asked for', async (page) => {
    const { reply, seen } = await replyTo(
      (_seen, response) => answerJson(response, 200, []),
      async (session) => session.assets(5, page),
    );
    expect(reply).toMatchObject({ ok: false, failure: { sent: 'no' } });
    expect(seen).toEqual([]);
  });

  test('of releases is asked for as far as GitHub shows any', async () => {
    const asked = async (page: number) => {
      const { seen } = await replyTo(
        (_seen, response) => answerJson(response, 200, []),
        async (session) => session.releases(page),
      );
      return seen.length;
    };
    expect([await asked(334), await asked(335)]).toEqual([1, 0]);
  });
});

describe('a setting that not everybody may read', () => {
  const forbidding = (message: string, headers: Record<string, string> = {}): Script => {
    return (_seen, response) => answerJson(response, 403, { message }, headers);
  };

  test.each<[string, Script, unknown]>([
    [
      'is null where GitHub says 404',
      (_seen, response) => answerJson(response, 404, { message: 'Not Found' }),
      { ok: true, value: null, status: 404 },
    ],
    [
      'is null where the credential may not read it',
      forbidding('Resource not accessible by integration'),
      { ok: true, value: null, status: 403 },
    ],
    [
      'is a failure where the rate limit is spent',
      forbidding('API rate limit exceeded'),
      { ok: false, failure: { status: 403 } },
    ],
    [
      'is a failure where a wait is asked for',
      forbidding('Forbidden', { 'retry-after': '60' }),
      { ok: false, failure: { status: 403 } },
    ],
    [
      'is a failure where nothing remains',
      forbidding('Forbidden', { 'x-ratelimit-remaining': '0' }),
      { ok: false, failure: { status: 403 } },
    ],
    [
      'is a failure where the 403 is not in GitHub’s own words',
      (_seen, response) => response.writeHead(403).end('<h1>Forbidden</h1>'),
      { ok: false, failure: { status: 403, body: 'not_json' } },
    ],
    [
      'is a failure where GitHub is down',
      (_seen, response) => answerJson(response, 503, { message: 'Server Error' }),
      { ok: false, failure: { status: 503 } },
    ],
  ])('%s', async (_name, script, expected) => {
    const immutable = await replyTo(script, async (session) => session.immutableReleases());
    const rulesets = await replyTo(script, async (session) => session.rulesets());
    expect(immutable.reply).toMatchObject(expected as object);
    expect(rulesets.reply).toMatchObject(expected as object);
  });
});

describe('rulesets', () => {
  const summary = (id: number, enforcement: string) => ({ id, enforcement, name: `r${id}` });
  const ruleset = (id: number) => ({
    id,
    name: `r${id}`,
    target: 'tag',
    enforcement: 'active',
    conditions: { ref_name: { include: ['refs/tags/v*'], exclude: ['refs/tags/vx'] } },
    rules: [{ type: 'creation' }, { type: 'update', parameters: {} }],
    current_user_can_bypass: 'always',
  });

  test('in force are read one by one, over all pages', async () => {
    const { reply, seen } = await replyTo(
      ({ url }, response) => {
        const path = url.split('?')[0];
        if (path === `${repo}/rulesets` && url.includes('&page=1')) {
          return answerJson(response, 200, [summary(1, 'active'), summary(2, 'disabled')], {
            link: `<http://127.0.0.1${repo}/rulesets?page=2>; rel="next"`,
          });
        }
        if (path === `${repo}/rulesets`) {
          return answerJson(response, 200, [summary(3, 'evaluate'), summary(4, 'active')]);
        }
        return answerJson(response, 200, ruleset(Number(path?.split('/').at(-1))));
      },
      async (session) => session.rulesets(),
    );
    expect(reply).toMatchObject({
      ok: true,
      value: [
        {
          rulesetId: 1,
          name: 'r1',
          target: 'tag',
          enforcement: 'active',
          refIncludes: ['refs/tags/v*'],
          refExcludes: ['refs/tags/vx'],
          ruleTypes: ['creation', 'update'],
          bypassable: true,
        },
        { rulesetId: 4 },
      ],
    });
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
  });

  test.each([
    ['always', true],
    ['exempt', true],
    ['pull_requests_only', false],
    ['never', false],
    [undefined, false],
  ])('that say %j of passing by them', async (current, bypassable) => {
    const { reply } = await replyTo(
      ({ url }, response) => {
        if (url.includes('?')) answerJson(response, 200, [summary(1, 'active')]);
        else answerJson(response, 200, { ...ruleset(1), current_user_can_bypass: current });
      },
      async (session) => session.rulesets(),
    );
    expect(reply).toMatchObject({ ok: true, value: [{ bypassable }] });
  });

  test('without a condition on names hold for every ref', async () => {
    const { reply } = await replyTo(
      ({ url }, response) => {
        if (url.includes('?')) answerJson(response, 200, [summary(1, 'active')]);
        else answerJson(response, 200, { ...ruleset(1), conditions: null });
      },
      async (session) => session.rulesets(),
    );
    expect(reply).toMatchObject({ value: [{ refIncludes: ['~ALL'], refExcludes: [] }] });
  });

  test('that was deleted since it was listed is left out, and hides no other', async () => {
    const { reply } = await replyTo(
      ({ url }, response) => {
        if (url.includes('?')) {
          answerJson(response, 200, [summary(1, 'active'), summary(2, 'active')]);
        } else if (url.endsWith('/1')) answerJson(response, 404, { message: 'Not Found' });
        else answerJson(response, 200, ruleset(2));
      },
      async (session) => session.rulesets(),
    );
    expect(reply).toMatchObject({ ok: true, value: [{ rulesetId: 2 }] });
  });

  test('that GitHub fails to tell are a failure', async () => {
    const { reply } = await replyTo(
      ({ url }, response) => {
        if (url.includes('?')) answerJson(response, 200, [summary(1, 'active')]);
        else answerJson(response, 502, { message: 'Server Error' });
      },
      async (session) => session.rulesets(),
    );
    expect(reply).toMatchObject({ ok: false, failure: { status: 502 } });
  });
});
