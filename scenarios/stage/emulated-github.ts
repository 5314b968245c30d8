// SPDX-License-Identifier: Apache-2.0
// The GitHub of a story: the emulator with lantern's history pushed to it, a credential that can only
// read for planning and one that can write for the publisher, each reached over real HTTP.
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import {
  instantToMs,
  repositorySchema,
  type Clock,
  type RepositoryIdentity,
} from '@marketops/core';
import {
  GitHubConnection,
  HttpGitHubSessions,
  HttpRepositoryReaders,
  NETWORK_DIRECT,
  parseGitHubEndpoint,
  parseToken,
} from '@marketops/github';
import {
  startGitHubEmulator,
  type RepositorySnapshot,
  type RunningEmulator,
  type WriteLogEntry,
} from '@marketops/github-emulator';
import { must } from '@marketops/testkit';

const run = promisify(execFile);
const owner = 'harbour-tools';
const name = 'lantern';
const fullName = `${owner}/${name}`;
const readToken = 'reads-lantern';
const writeToken = 'writes-lantern';

/** The GitHub of a story. */
export interface EmulatedGitHub {
  readonly emulator: RunningEmulator;
  readonly repository: RepositoryIdentity;
  /** Planning's way in: it cannot write. */
  readonly readers: HttpRepositoryReaders;
  /** The publisher's way in. */
  readonly sessions: HttpGitHubSessions;
  /** Every call so far that would change something, whether or not it did. */
  writes(): readonly WriteLogEntry[];
  /** What the repository holds now, drafts included. */
  holds(): RepositorySnapshot;
  /** Downloads a file of a published release as anybody may. */
  download(tagName: string, file: string): Promise<Uint8Array>;
  /** Clones the repository with the real git. */
  clone(into: string): Promise<GitClone>;
  close(): Promise<void>;
}

/** A clone of the repository. */
export interface GitClone {
  /** Runs git in it and answers its output without the last line break. */
  git(...words: readonly string[]): Promise<string>;
}

/** Starts the GitHub of a story and pushes what is in `projectFolder` to it. */
export async function startEmulatedGitHub(
  projectFolder: string,
  clock: Clock,
): Promise<EmulatedGitHub> {
  const emulator = await startGitHubEmulator({
    clock: () => instantToMs(clock.now()),
    seed: 'stage',
  });
  const seeded = await emulator.seedFromGit({
    owner,
    name,
    ownerType: 'Organization',
    path: projectFolder,
  });
  emulator.addCollaborator(seeded, 'lantern-planner', 'read');
  emulator.addCollaborator(seeded, 'lantern-publisher', 'write');
  const planning = { contents: 'read', pull_requests: 'read' } as const;
  emulator.addToken({ token: readToken, login: 'lantern-planner', permissions: planning });
  emulator.addToken({ token: writeToken, login: 'lantern-publisher' });

  const { apiUrl, uploadUrl } = emulator;
  const endpoint = must(parseGitHubEndpoint({ apiUrl, uploadUrl }));
  const settings = { endpoint, network: NETWORK_DIRECT, version: '0.1.0', clock };
  const connection = new GitHubConnection(settings);
  const withToken = (token: string) => ({ kind: 'token', token: must(parseToken(token)) }) as const;
  return {
    emulator,
    repository: must(
      repositorySchema.parse(
        {
          host: endpoint.host,
          ownerId: emulator.state.account(owner).id,
          repositoryId: seeded.id,
          fullName,
        },
        '',
      ),
    ),
    readers: new HttpRepositoryReaders(connection, withToken(readToken)),
    sessions: new HttpGitHubSessions(connection, withToken(writeToken)),
    writes: () => emulator.writeLog(),
    holds: () => emulator.snapshot(owner, name),
    download: async (tagName, file) => {
      const path = `${fullName}/releases/download/${tagName}/${encodeURIComponent(file)}`;
      const answer = await fetch(`${emulator.gitUrl}/${path}`);
      if (!answer.ok) throw new Error(`${file}: GitHub answers ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    clone: async (into) => {
      await git('.', ['clone', '--quiet', `${emulator.gitUrl}/${fullName}.git`, into]);
      return { git: (...words) => git(into, words) };
    },
    close: async () => {
      await connection.close();
      await emulator.close();
    },
  };
}

/** Runs git with nobody's settings, leaving this process free to answer it. */
async function git(folder: string, words: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
  };
  const { stdout } = await run('git', [...words], { cwd: folder, env });
  return stdout.trimEnd();
}
