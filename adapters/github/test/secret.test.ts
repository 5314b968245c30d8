// SPDX-License-Identifier: Apache-2.0
// A planted token shows in no print, error, failure, URL or inspection of anything that holds it.
import { describe, expect, test } from 'vitest';
import { HttpGitHubReaders, HttpGitHubSessions, parseToken } from '../src/index.ts';
import { canaryText, canaryToken, connect, openSession } from './support/connections.ts';
import { everyFormOf } from './support/forms.ts';
import { oid, repositoryOn } from './support/operations.ts';
import { answerJson, startServer, type Script } from './support/scripted-server.ts';
import { Secret } from '../src/secret.ts';

describe('a secret', () => {
  test('is shown by nothing', () => {
    const secret = canaryToken();
    const forms = everyFormOf({ secret, list: [secret], error: new Error(String(secret)) });
    expect(forms).not.toContain(canaryText);
    expect(forms).toContain('[redacted]');
    expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}');
  });

  test('is given to whoever asks by name, and named by its digest', () => {
    expect(canaryToken().reveal()).toBe(canaryText);
    expect(canaryToken().sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(canaryToken().sha256).toBe(new Secret(canaryText).sha256);
  });

  test('strikes itself out of a text', () => {
    expect(canaryToken().redact(`a ${canaryText} b ${canaryText}`)).toBe(
      'a [redacted] b [redacted]',
    );
    expect(canaryToken().redact(`https://${canaryText.toLowerCase()}.example`)).toBe('[redacted]');
    expect(canaryToken().redact('nothing of it')).toBe('nothing of it');
  });

  test.each(['', '  \n', 'two words', 'line\nbreak', 'nul\0', 'é', 'x'.repeat(4_097)])(
    '%j is no token',
    (text) => {
      expect(parseToken(text).ok).toBe(false);
    },
  );

  test('that cannot be sent is not echoed', () => {
    expect(everyFormOf(parseToken(`${canaryText} ${canaryText}`))).not.toContain(canaryText);
  });

  test('is read from a file with its last line break', () => {
    const parsed = parseToken(`${canaryText}\n`);
    expect(parsed.ok && parsed.value.reveal()).toBe(canaryText);
  });
});

describe('the planted token does not show', () => {
  const echo = `your token ${canaryText} is bad`;
  const scripts: readonly (readonly [string, Script])[] = [
    [
      'echoed in a message',
      (_seen, response) => {
        answerJson(response, 401, { message: echo, errors: [{ message: echo, code: echo }, echo] });
      },
    ],
    [
      'echoed in headers',
      (_seen, response) => {
        answerJson(
          response,
          403,
          { message: 'No' },
          {
            'x-github-request-id': canaryText,
            'x-accepted-oauth-scopes': canaryText,
            location: `https://${canaryText}.example/`,
          },
        );
      },
    ],
    ['after a reset', (_seen, _response, socket) => socket.resetAndDestroy()],
    [
      'after a redirect',
      (_seen, response) => {
        answerJson(response, 302, {}, { location: `https://${canaryText}.example/${canaryText}` });
      },
    ],
    ['after nonsense', (_seen, _response, socket) => socket.end(`${canaryText}\r\n\r\n`)],
    [
      'after a cut',
      (_seen, response, socket) => {
        response.writeHead(200, { 'content-length': '999' });
        response.write(canaryText, () => setTimeout(() => socket.resetAndDestroy(), 20));
      },
    ],
  ];

  test.each(scripts)('%s', async (_name, script) => {
    await using server = await startServer((seen, response, socket) => {
      if (seen.url === '/user') answerJson(response, 200, { id: 3 });
      else script(seen, response, socket);
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    const replies = [
      await session.createRef('refs/tags/v1.0.0', oid('a')),
      await session.repository(),
      await session.deleteAsset(7),
      await session.blobExists(oid('f')),
    ];
    const forms = everyFormOf(replies).toLowerCase();
    expect(replies.every((reply) => !reply.ok)).toBe(true);
    expect(forms).not.toContain(canaryText.toLowerCase());
  });

  test('in anything that holds it', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, { id: 3 });
    });
    await using connection = connect(server.origin);
    const credential = { kind: 'token', token: canaryToken() } as const;
    const session = await openSession(connection);
    const readers = new HttpGitHubReaders(connection, credential);
    const reader = await readers.openReader(repositoryOn(`127.0.0.1:${server.port}`));
    const holders = [
      credential,
      connection,
      session,
      readers,
      reader,
      new HttpGitHubSessions(connection, credential),
    ];
    expect(everyFormOf(holders)).not.toContain(canaryText);
  });
});
