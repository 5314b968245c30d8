// SPDX-License-Identifier: Apache-2.0
// Goal: a next command can be run as it is printed by whoever typed the command before it, where they
// stand: it carries the home and the project that were named by flags, in whatever quotes a shell needs.
import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOMELESS_COMMANDS, GivenPlace } from '../src/face/given-place.ts';
import { openTerminal } from '../src/face/terminal.ts';
import { buildProgram } from '../src/program.ts';
import { approve, openCliStage, requireExit, type CliStage } from './support/cli-stage.ts';
import { jsonOf, memberOf, runCommand, textAt, type Environment } from './support/command-run.ts';

const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];

let stage: CliStage;
let home: string;
let project: string;
let environment: Environment;
let run: string;

beforeAll(async () => {
  stage = await openCliStage();
  const made = await stage.makeHome();
  home = join(stage.folder, "the keeper's home");
  renameSync(made.home, home);
  project = stage.copyProject();
  // Without MARKETOPS_HOME: the flag alone says where the home is.
  environment = stage.planning;
  run = textAt(jsonOf(await at('plan', ...proposer, '--project', project)), 'runId');
});
afterAll(async () => stage.close());

/** A command with `--home`, for programs. */
async function at(...args: readonly string[]) {
  return requireExit(await runCommand(['--home', home, ...args, '--json'], environment), 0);
}

/** The words that a shell reads. */
function wordsOf(command: string): readonly string[] {
  const script = `printf '%s\\n' ${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe('a next command', () => {
  it('carries the home, on the last line as in the JSON', async () => {
    const next = textAt(jsonOf(await at('explain', run)), 'next');
    expect(wordsOf(next)).toEqual(['marketops', '--home', home, 'request', run, '--as', 'PERSON']);
    const { stdout } = await runCommand(['--home', home, 'explain', run], environment);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`next: ${next}`);
  });

  it('carries it wherever else one is named', async () => {
    const answer = jsonOf(await at('explain', run));
    const within = textAt(answer, 'reasons', 0, 'next');
    expect(within).toMatch(/^marketops --home /);
    const { stdout } = await runCommand(['--home', home, 'explain', run], environment);
    expect(stdout).toContain(`can fix it: ${within}`);
    await approve(stage, run, {
      environment: { ...environment, MARKETOPS_HOME: home },
      people: ['alice'],
    });
    const listed = textAt(jsonOf(await at('requests', 'list')), 'requests', 0, 'next');
    expect(wordsOf(listed).slice(0, 4)).toEqual(['marketops', '--home', home, 'approve']);
    const lines = await runCommand(['requests', 'list', '--home', home], environment);
    expect(lines.stdout).toContain(`  next: ${listed}`);
  });

  it('carries the project where it takes one, after a refusal too', async () => {
    const args = ['execute', run, '--project', project, '--home', home];
    const refused = await runCommand([...args, '--json'], environment);
    expect(refused.exit).toBe(7);
    const next = textAt(jsonOf(refused), 'next');
    const place = ['--home', home, 'execute', run, '--mode', 'prod', '--project', project];
    expect(wordsOf(next)).toEqual(['marketops', ...place]);
    const { stderr } = await runCommand(args, environment);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`next: ${next}`);
  });

  it('carries nothing that was not given by a flag', async () => {
    const settings = { ...environment, MARKETOPS_HOME: home };
    const answer = jsonOf(await runCommand(['explain', run, '--json'], settings));
    expect(textAt(answer, 'next')).toBe(`marketops approve ${run} --key FILE`);
  });

  it('leaves the words of a policy as they are', async () => {
    const rules = memberOf(jsonOf(await at('policy', 'show')), 'rules');
    const plain = await runCommand(['policy', 'show', '--json'], {
      ...environment,
      MARKETOPS_HOME: home,
    });
    expect(rules).toEqual(memberOf(jsonOf(plain), 'rules'));
  });
});

describe('what is completed', () => {
  const streams = { stdout: process.stdout, stderr: process.stderr, environment: {} };
  const program = buildProgram({
    terminal: openTerminal(streams, true),
    streams,
    json: false,
    onHelp: () => undefined,
    onResult: () => undefined,
  });
  program.setOptionValueWithSource('home', 'there', 'cli');
  const place = new GivenPlace({ program, words: [], environment: {} });

  it.each([
    ['marketops doctor', 'marketops --home there doctor'],
    ['marketops plan --home here', 'marketops plan --home here'],
    ['marketops plan --help', 'marketops plan --help'],
    ['marketops help', 'marketops help'],
    ['marketops verify PACK --trust FILE', 'marketops verify PACK --trust FILE'],
    [
      'vi P/*.cedar && marketops policy lint P',
      'vi P/*.cedar && marketops --home there policy lint P',
    ],
    ['chmod 600 marketops', 'chmod 600 marketops'],
    ['vi POLICY/*.cedar', `vi ${resolve('there', 'policy')}/*.cedar`],
    ['ls -l POLICY', `ls -l ${resolve('there', 'policy')}`],
    ['ls -l /srv/POLICY', 'ls -l /srv/POLICY'],
  ])('%s', (next, completed) => {
    expect(place.command(next)).toBe(completed);
  });

  it.each(HOMELESS_COMMANDS)('%s is a command', (name) => {
    const found = name
      .split(' ')
      .reduce<typeof program | undefined>(
        (above, word) => above?.commands.find((below) => below.name() === word),
        program,
      );
    expect(found?.name()).toBe(name.split(' ').at(-1));
  });
});
