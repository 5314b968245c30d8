// SPDX-License-Identifier: Apache-2.0
// Where the demo happens: the embedded GitHub with a copy of the example project in it, the same
// project on disk with its build done, and settings with and without the credential that can write.
import { generateKeyPairSync } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { instantToMs, refusal } from '@marketops/core';
import { startGitHubEmulator, type RunningEmulator } from '@marketops/github-emulator';
import { makeFolders } from '@marketops/system';
import { thisMachine } from '../composition/machine.ts';
import { CommandRefused } from '../face/command-result.ts';
import { readSettings, type Environment, type Settings } from '../home/settings.ts';

const owner = 'harbour-tools';
const name = 'lantern';
const example = join(import.meta.dirname, '../../../../examples/lantern');

/** The stage of one demo. */
export interface DemoStage {
  readonly emulator: RunningEmulator;
  readonly repository: string;
  /** The working copy that plans are made from. */
  readonly project: string;
  readonly folder: string;
  /** No credential that can write is in it. */
  readonly reading: Settings;
  /** The GitHub App's key is in it; the publisher alone is given it. */
  readonly publishing: Settings;
  snapshot(): ReturnType<RunningEmulator['snapshot']>;
  close(): Promise<void>;
}

/**
 * Sets the stage. `home` keeps the state after the demo; otherwise it goes with it. Throws
 * CommandRefused where `home` holds something already, or git is missing.
 */
export async function setDemoStage(home: string | undefined): Promise<DemoStage> {
  requireGit();
  const folder =
    home === undefined ? mkdtempSync(join(tmpdir(), 'marketops-demo-')) : resolve(home);
  requireEmpty(folder);
  await makeFolders(folder);
  const project = join(folder, 'project');
  makeProject(project);
  const { clock } = thisMachine();
  const emulator = await startGitHubEmulator({
    clock: () => instantToMs(clock.now()),
    seed: 'demo',
  });
  await emulator.seedFromGit({ owner, name, ownerType: 'Organization', path: project });
  const { appId, keyFile } = installApp(emulator, folder);
  const reading: Environment = {
    MARKETOPS_HOME: join(folder, 'home'),
    MARKETOPS_GITHUB_API: emulator.apiUrl,
    MARKETOPS_GITHUB_UPLOADS: emulator.uploadUrl,
  };
  return {
    emulator,
    repository: `${owner}/${name}`,
    project,
    folder,
    reading: readSettings(reading, undefined),
    publishing: readSettings(
      {
        ...reading,
        MARKETOPS_GITHUB_APP_ID: String(appId),
        MARKETOPS_GITHUB_APP_KEY_FILE: keyFile,
      },
      undefined,
    ),
    snapshot: () => emulator.snapshot(owner, name),
    close: async () => {
      await emulator.close();
      if (home === undefined) keepProofAlone(folder);
    },
  };
}

/** The example project is a git repository, made and read by the real git. */
function requireGit(): void {
  if (spawnSync('git', ['--version'], { stdio: 'ignore' }).error === undefined) return;
  const details = { subject: 'git', expected: 'git in PATH', found: 'none' };
  throw new CommandRefused([refusal('doctor.program_missing', details)]);
}

/** What lies there is somebody's, and nothing of it is written over. */
function requireEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const details = { subject: '--home', expected: 'an empty folder, or one that is not there yet' };
  const found = `${folder}, which holds something already`;
  throw new CommandRefused([refusal('usage.invalid', { ...details, found })], {
    next: 'marketops demo --home FOLDER',
  });
}

/** Makes the example project; where that fails, the one line that says why is kept of its output. */
function makeProject(project: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(example, 'make-history.mjs'), project],
    { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
  );
  if (status === 0) return;
  const reason = stderr.split('\n').find((line) => /^\w*Error: /.test(line)) ?? `exit ${status}`;
  throw new Error(`the example project could not be made: ${reason}`);
}

/** A GitHub App with just the permissions that the three operations need. */
function installApp(emulator: RunningEmulator, folder: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyFile = join(folder, 'github-app.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const app = emulator.addApp({
    slug: 'marketops',
    ownerLogin: owner,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  });
  emulator.addInstallation({
    appId: app.id,
    accountLogin: owner,
    permissions: { metadata: 'read', contents: 'write', pull_requests: 'write' },
  });
  return { appId: app.id, keyFile };
}

/** Removes keys, store and working copy; evidence and the trust file stay, to be looked at. */
function keepProofAlone(folder: string): void {
  removeAllBut(folder, ['home', 'trust.json']);
  removeAllBut(join(folder, 'home'), ['evidence']);
}

function removeAllBut(folder: string, kept: readonly string[]): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder)) {
    if (!kept.includes(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}
