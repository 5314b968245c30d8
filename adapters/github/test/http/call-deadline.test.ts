// SPDX-License-Identifier: Apache-2.0
// Goal: a call is waited for as long as its body takes on a slow line: a file of a pull request has up
// to ten megabytes, and one that is given up on the way would be sent again and again.
import { parseGitObjectId } from '@marketops/core';
import { must } from '@marketops/testkit';
import { expect, test } from 'vitest';
import { connect, openSession } from '../support/connections.ts';
import { answerJson, startServer } from '../support/scripted-server.ts';

const oid = must(parseGitObjectId('a'.repeat(40)));
const answerAfterMs = 500;
const limits = { apiDeadlineMs: 200, uploadBytesPerSecondMin: 1_000 };

test('a call with a large body has the time to send it, a small one has not', async () => {
  await using server = await startServer((seen, response) => {
    if (seen.url === '/user') answerJson(response, 200, { id: 3 });
    else setTimeout(() => answerJson(response, 201, { sha: oid }), answerAfterMs);
  });
  await using connection = connect(server.origin, limits);
  const session = await openSession(connection);
  expect(await session.createBlob(new Uint8Array(2_000))).toMatchObject({ ok: true, value: oid });
  expect(await session.createBlob(new Uint8Array(2))).toMatchObject({
    ok: false,
    failure: { sent: 'maybe', detail: 'timeout after 200 ms' },
  });
});
