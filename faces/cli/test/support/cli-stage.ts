// SPDX-License-Identifier: Apache-2.0
// Where commands are tried: the emulator with lantern in it, a working copy of lantern for each test,
// people with keys, and a home that `marketops init` made.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantToMs } from '@marketops/core';
import { startGitHubEmulator, type RunningEmulator } from '@marketops/github-emulator';
import { SystemClock } from '@marketops/system';
import { jsonOf, runCommand, textAt, type CommandRun, type Environment } from './command-run.ts';

const example = join(import.meta.dirname, '../../../../examples/lantern');

/** The repository of every test. */
export const repositoryName = 'harbour-tools/lantern';
/** The token that can only read. */
const readToken = 'reading-token-of-the-test';
/** The token that can write. */
export const writeToken = 'writing-token-of-the-test';
/** The token of somebody who administers it. */
export const adminToken = 'administering-token-of-the-test';

/** The people of every test; carol stands behind the agent. */
export const peopleNames = ['alice', 'bob', 'carol', 'dave'] as const;
/** One of them. */
export type PersonName = (typeof peopleNames)[number];

/** A place to try commands in. */
export interface CliStage {
  readonly emulator: RunningEmulator;
  readonly folder: string;
  /** With the credential that reads and without the one that writes. */
  readonly planning: Environment;
  /** With both. */
  readonly publishing: Environment;
  keyOf(person: PersonName): string;
  /** A working copy of lantern, built and committed. */
  copyProject(): string;
  /** A home of its own, made by `marketops init`; answers the environment that names it. */
  makeHome(...more: readonly string[]): Promise<{ home: string; environment: Environment }>;
  close(): Promise<void>;
}

/** Sets the stage; takes a second or two. */
export async function openCliStage(): Promise<CliStage> {
  const folder = mkdtempSync(join(tmpdir(), 'marketops-cli-'));
  const origin = join(folder, 'lantern');
  execFileSync(process.execPath, [join(example, 'make-history.mjs'), origin], { stdio: 'ignore' });
  const emulator = await startEmulator(origin);
  const planning: Environment = {
    MARKETOPS_GITHUB_API: emulator.apiUrl,
    MARKETOPS_GITHUB_UPLOADS: emulator.uploadUrl,
    MARKETOPS_GITHUB_READ_TOKEN: readToken,
  };
  const publishing = { ...planning, MARKETOPS_GITHUB_TOKEN: writeToken };
  const keyOf = (person: PersonName): string => join(folder, 'people', `${person}.key`);
  mkdirSync(join(folder, 'people'));
  for (const person of peopleNames) await runCommand(['key', 'create', keyOf(person)]);
  let made = 0;
  const fresh = (kind: string): string => {
    made += 1;
    return join(folder, `${kind}-${made}`);
  };
  return {
    emulator,
    folder,
    planning,
    publishing,
    keyOf,
    copyProject: () => {
      const copy = fresh('project');
      cpSync(origin, copy, { recursive: true, preserveTimestamps: true });
      return copy;
    },
    makeHome: async (...more) => {
      const home = fresh('home');
      const environment = { ...planning, MARKETOPS_HOME: home };
      const people = peopleNames.flatMap((person) => ['--person', personOption(person, keyOf)]);
      const init = ['init', '--repository', repositoryName, ...people, ...more];
      requireExit(await runCommand(init, environment), 0);
      return { home, environment };
    },
    close: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Throws where a command did not end as it must for a test to go on. */
export function requireExit(run: CommandRun, exit: number): CommandRun {
  if (run.exit === exit) return run;
  throw new Error(`exit ${run.exit} instead of ${exit}\n${run.stderr}\n${run.stdout}`);
}

/** A dry run of a project by an agent on behalf of carol; answers the run's id. */
export async function planOf(project: string, environment: Environment): Promise<string> {
  const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];
  const args = ['plan', ...proposer, '--project', project, '--json'];
  return textAt(jsonOf(requireExit(await runCommand(args, environment), 0)), 'runId');
}

/** Has a run approved by people with their keys. */
export async function approve(
  stage: CliStage,
  runId: string,
  by: { readonly environment: Environment; readonly people: readonly PersonName[] },
): Promise<void> {
  for (const person of by.people) {
    const args = ['approve', runId, '--key', stage.keyOf(person)];
    requireExit(await runCommand(args, by.environment), 0);
  }
}

/** Whether this machine has a program. */
export function hasProgram(name: string): boolean {
  const path = process.env['PATH'] ?? '';
  return path.split(':').some((entry) => existsSync(join(entry, name)));
}

async function startEmulator(origin: string): Promise<RunningEmulator> {
  const clock = new SystemClock();
  const emulator = await startGitHubEmulator({
    clock: () => instantToMs(clock.now()),
    seed: 'cli',
  });
  const [owner = '', name = ''] = repositoryName.split('/');
  const seeded = await emulator.seedFromGit({
    owner,
    name,
    ownerType: 'Organization',
    path: origin,
  });
  emulator.addCollaborator(seeded, 'planner', 'read');
  emulator.addCollaborator(seeded, 'publisher', 'write');
  const permissions = { contents: 'read', pull_requests: 'read', metadata: 'read' } as const;
  emulator.addToken({ token: readToken, login: 'planner', permissions });
  emulator.addToken({ token: writeToken, login: 'publisher' });
  emulator.addCollaborator(seeded, 'keeper', 'admin');
  emulator.addToken({ token: adminToken, login: 'keeper' });
  return emulator;
}

function personOption(person: PersonName, keyOf: (person: PersonName) => string): string {
  return `${person}:maintainer:${person}@lantern.example=${keyOf(person)}.pub`;
}
