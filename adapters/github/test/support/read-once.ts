// SPDX-License-Identifier: Apache-2.0
// A program that reads one repository anonymously and prints the status, or why nothing came. It is a
// process of its own because Node reads its TLS variables when it starts.
import { GitHubConnection, HttpGitHubReaders, NETWORK_DIRECT } from '../../src/index.ts';
import { endpointAt, testClock } from './connections.ts';
import { repositoryOn } from './operations.ts';

const [origin = ''] = process.argv.slice(2);
await using connection = new GitHubConnection({
  endpoint: endpointAt(origin),
  network: NETWORK_DIRECT,
  version: '0.1.0',
  clock: testClock(),
});
const readers = new HttpGitHubReaders(connection, { kind: 'none' });
const opened = await readers.openReader(repositoryOn(connection.channelSettings.endpoint.host));
if (!opened.ok) throw new Error(opened.failure.detail);
const reply = await opened.value.repository();
const told = reply.ok ? String(reply.status) : `${reply.failure.sent} ${reply.failure.detail}`;
process.stdout.write(`${told}\n`);
