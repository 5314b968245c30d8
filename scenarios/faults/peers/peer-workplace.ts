// SPDX-License-Identifier: Apache-2.0
// A folder in which a peer works: a clone of the repository with the files to be published, and TLS
// in front of its GitHub where it needs that.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { RunningEmulator } from '@marketops/github-emulator';
import { baseFullName, publisherLogin } from '../setup/base-repository.ts';
import type { Peer, PeerCommand, PeerJob, PeerRelease } from './peer.ts';
import { peersFolder } from './side-package.ts';
import { makeCertificate, openTlsFront } from './tls-front.ts';

const run = promisify(execFile);

/** What a peer works with. */
export interface WorkplaceSpec {
  readonly peer: Peer;
  readonly emulator: RunningEmulator;
  readonly token: string;
  readonly release: PeerRelease;
  /** Puts the files into a folder and gives their absolute paths. */
  readonly place: (folder: string) => Promise<readonly string[]>;
}

/** Where a peer works. */
export interface Workplace {
  readonly command: PeerCommand;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly close: () => Promise<void>;
}

/** Prepares a workplace; the same one serves the second run of a peer. */
export async function openWorkplace(spec: WorkplaceSpec): Promise<Workplace> {
  const { peer, emulator, token, release } = spec;
  const home = await mkdtemp(join(tmpdir(), 'marketops-peer-'));
  const folder = join(home, 'clone');
  const environment = { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...words: readonly string[]) =>
    run('git', [...words], { env: { ...environment, GIT_CONFIG_GLOBAL: devNull } });
  await git('clone', '--quiet', `${emulator.gitUrl}/${baseFullName}.git`, folder);
  await mkdir(join(folder, 'dist'));
  const files = await spec.place(join(folder, 'dist'));
  await writeFile(join(folder, 'package.json'), '{ "name": "lantern", "version": "1.1.0" }\n');
  const certificate = peer.needsTls ? await makeCertificate(home) : null;
  const front = certificate === null ? null : await openTlsFront(emulator.apiUrl, certificate);
  if (front !== null) {
    await git(
      '-C',
      folder,
      'remote',
      'set-url',
      'origin',
      `https://${front.host}/${baseFullName}.git`,
    );
  }
  const job: PeerJob = {
    folder,
    files,
    release,
    repository: baseFullName,
    login: publisherLogin,
    token,
    apiUrl: emulator.apiUrl,
    tls:
      front === null || certificate === null
        ? null
        : { host: front.host, certificatePath: certificate.certificatePath },
  };
  const command = peer.command(job);
  return {
    command,
    folder: command.inSidePackage ? peersFolder : folder,
    environment: { ...environment, ...command.environment },
    close: async () => {
      await front?.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
