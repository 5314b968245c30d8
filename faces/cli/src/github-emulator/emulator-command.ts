// SPDX-License-Identifier: Apache-2.0
// `marketops github-emulator`: the embedded GitHub by itself, on this machine, until interrupted.
import { instantToMs, refusal, type JsonObject } from '@marketops/core';
import type { RunningEmulator } from '@marketops/github-emulator';
import { signalled } from '../composition/interruption.ts';
import { thisMachine } from '../composition/machine.ts';
import { faultLine } from '../face/fault.ts';
import { done, refuse, type CommandResult } from '../face/command-result.ts';
import { readWholeNumber } from '../face/whole-number.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

const ports = { min: 0, max: 65_535 } as const;

interface EmulatorCommandOptions {
  readonly port: string;
  readonly uploadPort: string;
  readonly owner?: string;
  readonly repo?: string;
  readonly seedFromGit?: string;
  readonly seed: string;
}

/** Adds `github-emulator`. */
export const emulatorCommand: RegisterCommand = (parent, run) => {
  parent
    .command('github-emulator')
    .description('the embedded GitHub by itself, until interrupted')
    .option('--port <number>', 'of the API and of git; 0 for a free one', '0')
    .option('--upload-port <number>', 'of uploads; 0 for a free one', '0')
    .option('--owner <login>', 'with --repo: the owner of a repository to begin with')
    .option('--repo <name>', 'with --owner: its name')
    .option('--seed-from-git <folder>', 'fill it from a git working copy')
    .option('--seed <text>', 'what looks random follows from it', 'github-emulator')
    .action(run(emulate));
};

async function emulate(
  context: CommandContext,
  options: EmulatorCommandOptions,
): Promise<CommandResult> {
  const port = readWholeNumber('--port', options.port, ports);
  const uploadPort = readWholeNumber('--upload-port', options.uploadPort, ports);
  const repository = repositoryOf(options);
  const { clock } = thisMachine();
  // Loaded here alone, so that no other command waits for it.
  const { startGitHubEmulator } = await import('@marketops/github-emulator');
  const emulator = await startGitHubEmulator({
    clock: () => instantToMs(clock.now()),
    seed: options.seed,
    port,
    uploadPort,
  });
  try {
    const token = await fill(emulator, repository, options.seedFromGit);
    const { json, lines } = addresses(emulator, repository, token);
    if (context.json) context.terminal.data(JSON.stringify(json));
    else for (const line of lines) context.terminal.data(line);
    await signalled();
    return { ...done(json, lines), printed: true };
  } finally {
    await emulator.close();
  }
}

type Repository = { readonly owner: string; readonly name: string } | null;

async function fill(
  emulator: RunningEmulator,
  repository: Repository,
  seedFromGit: string | undefined,
): Promise<string | null> {
  if (repository === null) return null;
  if (seedFromGit === undefined) emulator.addRepository(repository);
  else await seed(emulator, repository, seedFromGit);
  const token = emulator.state.random.derived('command token');
  emulator.addToken({ token, login: repository.owner, name: 'command' });
  return token;
}

async function seed(
  emulator: RunningEmulator,
  repository: NonNullable<Repository>,
  path: string,
): Promise<void> {
  try {
    await emulator.seedFromGit({ ...repository, path });
  } catch (error) {
    const details = { subject: '--seed-from-git', expected: 'a working copy that git can read' };
    refuse(refusal('usage.invalid', { ...details, found: faultLine(error) }));
  }
}

function addresses(
  { apiUrl, uploadUrl, gitUrl, controlUrl, controlToken }: RunningEmulator,
  repository: Repository,
  token: string | null,
): { readonly json: JsonObject; readonly lines: readonly string[] } {
  const clone = repository === null ? null : `${gitUrl}/${repository.owner}/${repository.name}.git`;
  const lines = [
    `export MARKETOPS_GITHUB_API=${apiUrl}`,
    `export MARKETOPS_GITHUB_UPLOADS=${uploadUrl}`,
    ...(token === null ? [] : [`export MARKETOPS_GITHUB_TOKEN=${token}`]),
    ...(clone === null ? [] : [`git clone ${clone}`]),
    `control interface ${controlUrl}, token ${controlToken}`,
  ];
  return { json: { apiUrl, uploadUrl, gitUrl, controlUrl, controlToken, token, clone }, lines };
}

function repositoryOf({ owner, repo, seedFromGit }: EmulatorCommandOptions): Repository {
  if (owner !== undefined && repo !== undefined) return { owner, name: repo };
  if (owner === undefined && repo === undefined && seedFromGit === undefined) return null;
  const details = { subject: 'options', expected: '--owner and --repo together' };
  return refuse(refusal('usage.invalid', { ...details, found: 'one of them, or neither' }));
}
