// SPDX-License-Identifier: Apache-2.0
// A GitHub emulator with one repository of one commit, and sessions on it.
import { Buffer } from 'node:buffer';
import {
  blobId,
  commitId,
  encodeCommit,
  encodeTree,
  parseGitObjectId,
  parseHostName,
  parseRepositoryName,
  treeId,
  utf8Encode,
  type CommitContent,
  type GitObjectId,
  type GitHubReply,
  type RepositoryIdentity,
  type TreeEntry,
} from '@marketops/core';
import { startGitHubEmulator, type RunningEmulator } from '@marketops/github-emulator';
import { GitHubConnection, NETWORK_DIRECT } from '../../src/index.ts';
import { endpointAt, testClock } from '../support/connections.ts';
import { alice, must } from '../support/operations.ts';

/** What the tests know of the emulated repository. */
export interface EmulatedRepository extends AsyncDisposable {
  readonly emulator: RunningEmulator;
  readonly connection: GitHubConnection;
  readonly identity: RepositoryIdentity;
  readonly commit: GitObjectId;
  readonly tree: GitObjectId;
  readonly readme: GitObjectId;
}

/** `owner/name` of the emulated repository. */
export const emulatedName = 'octo-org/hello-world';

const readmeText = utf8Encode('# Hello\n');

/** The one file of the first commit. */
const entries: readonly TreeEntry[] = [
  { mode: '100644', name: 'README.md', id: blobId(readmeText) },
];

/** The first commit. */
const firstCommit: CommitContent = {
  tree: treeId(entries),
  parents: [],
  author: alice,
  committer: alice,
  message: 'First\n',
};

/** Starts an emulator whose repository holds `firstCommit` on `main`. */
export async function startEmulatedRepository(): Promise<EmulatedRepository> {
  const clock = testClock();
  const startMs = Date.parse(clock.now());
  const emulator = await startGitHubEmulator({ clock: () => startMs, seed: 'adapter' });
  const repository = emulator.addRepository({ owner: 'octo-org', name: 'hello-world' });
  emulator.addCollaborator(repository, 'alice', 'write');
  repository.objects.put('blob', Buffer.from(readmeText));
  repository.objects.put('tree', Buffer.from(encodeTree(entries)));
  repository.objects.put('commit', Buffer.from(encodeCommit(firstCommit)));
  const commit = commitId(firstCommit);
  repository.refs.set('refs/heads/main', { id: commit, visibleFrom: 0 });
  const endpoint = endpointAt(emulator.apiUrl, emulator.uploadUrl);
  const connection = new GitHubConnection({
    endpoint,
    network: NETWORK_DIRECT,
    version: '0.1.0',
    clock,
  });
  return {
    emulator,
    connection,
    identity: {
      host: must(parseHostName(endpoint.host)),
      ownerId: emulator.state.account('octo-org').id,
      repositoryId: repository.id,
      fullName: must(parseRepositoryName(emulatedName)),
    },
    commit,
    tree: must(parseGitObjectId(firstCommit.tree)),
    readme: blobId(readmeText),
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await emulator.close();
    },
  };
}

/** The value of a reply that must be a success. */
export function valueOf<T>(reply: GitHubReply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`${reply.failure.detail}: ${reply.failure.message}`);
}
