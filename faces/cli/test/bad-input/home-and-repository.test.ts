// SPDX-License-Identifier: Apache-2.0
// Goal: a home that cannot be used, a wrong setting and a repository that is not the one that was
// meant are refused, and no home is left half made.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryName, requireExit, type CliStage } from '../support/cli-stage.ts';
import {
  codesOf,
  jsonOf,
  memberOf,
  runCommand,
  textAt,
  type Environment,
} from '../support/command-run.ts';
import { openRefusingHome, proposer, type RefusingHome } from '../support/refusing-home.ts';

let stage: CliStage;
let environment: Environment;
let refused: RefusingHome['refused'];

beforeAll(async () => {
  ({ stage, environment, refused } = await openRefusingHome());
});
afterAll(async () => stage.close());

describe('a home that cannot be used', () => {
  it('no home: exit 2, and how to make one', async () => {
    const run = await refused(['status'], { MARKETOPS_HOME: join(stage.folder, 'nowhere') });
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['home.missing']);
  });

  it('an unreadable database: exit 1', async () => {
    const database = join(stage.folder, 'garbage.db');
    writeFileSync(
      database,
      'this is no database at all, only a text that is long enough\n'.repeat(99),
    );
    const run = await refused(['status'], { MARKETOPS_DATABASE: `sqlite:${database}` });
    expect(run.exit).toBe(1);
    expect(codesOf(run)).toEqual(['store.not_a_database']);
  });

  it('an absent database is not made anew: exit 1', async () => {
    const database = join(stage.folder, 'absent.db');
    const run = await refused(['status'], { MARKETOPS_DATABASE: `sqlite:${database}` });
    expect(run.exit).toBe(1);
    expect(codesOf(run)).toEqual(['store.unreadable']);
    expect(() => readFileSync(database)).toThrow('ENOENT');
  });

  it('pins that are no longer what they were: exit 2', async () => {
    const other = await stage.makeHome();
    writeFileSync(join(other.home, 'publisher', 'pins.json'), '{"schema":1}');
    const run = await refused(['status'], { MARKETOPS_HOME: other.home });
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['home.invalid']);
  });

  it.each(['pins.json', 'trust-root.dsse.json'])(
    'one without %s is damaged, not absent: exit 2, and the backup',
    async (name) => {
      const other = await stage.makeHome();
      const file = join(other.home, 'publisher', name);
      rmSync(file);
      const run = await refused(['status'], { MARKETOPS_HOME: other.home });
      expect(run.exit).toBe(2);
      expect(codesOf(run)).toEqual(['home.damaged']);
      expect(textAt(jsonOf(run), 'next')).toBe(`cp BACKUP ${file}`);
    },
  );

  it.each(['pins.json', 'trust-root.dsse.json'])(
    'one whose %s cannot be read is neither absent nor damaged: exit 2, and no backup over it',
    async (name) => {
      const other = await stage.makeHome();
      const file = join(other.home, 'publisher', name);
      rmSync(file);
      mkdirSync(file);
      const run = await refused(['status'], { MARKETOPS_HOME: other.home });
      expect(run.exit).toBe(2);
      expect(codesOf(run)).toEqual(['usage.file_unreadable']);
      expect(textAt(jsonOf(run), 'next')).toBe(`ls -ld ${other.home}`);
      const looked = jsonOf(await runCommand(['doctor', '--json'], other.environment));
      expect(textAt(looked, 'next')).toBe(`ls -ld ${file}`);
    },
  );

  it('an empty folder becomes one, for its owner alone; anything else is left and told', async () => {
    const folder = join(stage.folder, 'empty');
    mkdirSync(folder, { mode: 0o755 });
    const people = ['--person', `alice=${stage.keyOf('alice')}.pub`, '--approvals', '1'];
    const init = ['init', '--repository', repositoryName, ...people];
    requireExit(await runCommand(init, { ...stage.planning, MARKETOPS_HOME: folder }), 0);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const other = join(stage.folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'note'), 'mine\n');
    const run = await refused(init, { MARKETOPS_HOME: other });
    expect(codesOf(run)).toEqual(['home.exists']);
    expect(textAt(jsonOf(run), 'next')).toBe(`ls -lA ${other}`);
  });

  it('a home is never made over another one, and a failed one leaves nothing', async () => {
    const people = ['--person', `alice=${stage.keyOf('alice')}.pub`, '--approvals', '1'];
    const init = ['init', '--repository', repositoryName, ...people];
    expect(codesOf(await refused(init))).toEqual(['home.exists']);
    const fresh = join(stage.folder, 'fresh');
    const wrong = ['init', '--repository', repositoryName, '--person', 'alice=absent.pub'];
    const run = await refused([...wrong, '--approvals', '1'], { MARKETOPS_HOME: fresh });
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['key.missing']);
    const junk = join(stage.folder, 'junk.pub');
    writeFileSync(junk, 'no key\n');
    const another = ['init', '--repository', repositoryName, '--person', `alice=${junk}`];
    const other = await refused([...another, '--approvals', '1'], { MARKETOPS_HOME: fresh });
    expect(other.exit).toBe(2);
    expect(codesOf(other)).toEqual(['key.public_invalid']);
    for (const path of [fresh, `${fresh}.new`]) expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  it.each([
    ['MARKETOPS_DATABASE', 'mysql://somewhere'],
    ['MARKETOPS_GITHUB_API', 'http://github.example'],
    ['MARKETOPS_GITHUB_READ_TOKEN_FILE', '/nowhere/token'],
    ['MARKETOPS_GITHUB_READ_TOKEN_FILE', '/dev/null'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ])('%s=%s: exit 2', async (name, value) => {
    const args = ['plan', ...proposer, '--project', stage.copyProject()];
    const run = await refused(args, { [name]: value });
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.setting_invalid']);
    // Settings stand in no other help.
    expect(textAt(jsonOf(run), 'next')).toBe('marketops help');
  });
});

describe('people who are named otherwise than they must be', () => {
  it('with more than roles and addresses: exit 2', async () => {
    const person = `alice:maintainer:alice@lantern.example:more=${stage.keyOf('alice')}.pub`;
    const home = { MARKETOPS_HOME: join(stage.folder, 'people-home') };
    const run = await refused(['init', '--repository', repositoryName, '--person', person], home);
    expect(codesOf(run)).toEqual(['usage.invalid']);
    expect(memberOf(jsonOf(run), 'refusals', 0)).toMatchObject({ found: person });
  });

  it.each([
    ['trust.person_duplicate', ['alice', 'alice'], ['alice', 'bob']],
    ['trust.key_shared', ['alice', 'bob'], ['alice', 'alice']],
  ] as const)('%s: the help of init, for there is no home yet', async (code, ids, keys) => {
    const people = ids.flatMap((id, index) => {
      const key = `${stage.keyOf(keys[index] ?? 'alice')}.pub`;
      return ['--person', `${id}=${key}`];
    });
    const home = { MARKETOPS_HOME: join(stage.folder, 'people-home') };
    const run = await refused(['init', '--repository', repositoryName, ...people], home);
    expect(codesOf(run)).toEqual([code]);
    expect(textAt(jsonOf(run), 'next')).toBe('marketops init --help');
  });
});

describe('a repository that is not the one that was meant', () => {
  it('one that GitHub does not show: exit 2 or 1, and no home', async () => {
    const fresh = join(stage.folder, 'other-home');
    const person = `alice=${stage.keyOf('alice')}.pub`;
    const args = ['init', '--repository', 'harbour-tools/none', '--person', person];
    const run = await refused([...args, '--approvals', '1'], { MARKETOPS_HOME: fresh });
    expect(codesOf(run)).toEqual(['github.repository_missing']);
    expect(() => readFileSync(fresh)).toThrow('ENOENT');
  });

  it('a rate limit is told as that, with its end and what raises it', async () => {
    const match = { method: 'GET', route: '/repos/{owner}/{repo}' };
    const fault = { kind: 'primary_limit', when: 'before_apply', resetInSeconds: 600 } as const;
    stage.emulator.addFault({ match, fault });
    const people = ['alice', 'bob'] as const;
    const persons = people.flatMap((id) => ['--person', `${id}=${stage.keyOf(id)}.pub`]);
    const home = { MARKETOPS_HOME: join(stage.folder, 'limited-home') };
    const run = await refused(['init', '--repository', repositoryName, ...persons], home);
    stage.emulator.addFault({ match, fault });
    const doctor = await runCommand(['doctor', '--json'], environment);
    stage.emulator.clearFaults();
    const limited = { found: expect.stringMatching(/rate limit is spent until 20/) };
    const next = 'export MARKETOPS_GITHUB_READ_TOKEN_FILE=FILE';
    expect(jsonOf(run)).toMatchObject({ refusals: [limited], next });
    expect(memberOf(jsonOf(doctor), 'checks')).toContainEqual(
      expect.objectContaining({ ...limited, refusal: expect.objectContaining({ next }) }),
    );
  });

  it('GitHub out of reach: exit 1, and no home', async () => {
    const fresh = join(stage.folder, 'unreached-home');
    const person = `alice=${stage.keyOf('alice')}.pub`;
    const args = ['init', '--repository', repositoryName, '--person', person, '--approvals', '1'];
    const nowhere = { MARKETOPS_HOME: fresh, MARKETOPS_GITHUB_API: 'http://127.0.0.1:9' };
    const run = await refused(args, nowhere);
    expect(run.exit).toBe(1);
    expect(codesOf(run)).toEqual(['github.unreachable']);
    expect(() => readFileSync(fresh)).toThrow('ENOENT');
  });

  it('one person alone must be meant', async () => {
    const person = `alice=${stage.keyOf('alice')}.pub`;
    const run = await refused(['init', '--repository', repositoryName, '--person', person]);
    expect(run.exit).toBe(2);
    expect(memberOf(jsonOf(run), 'refusals', 0)).toMatchObject({
      subject: '--person',
      expected: 'two people at least, or --approvals 1',
      found: 'one person',
    });
  });

  it('one that was renamed since: exit 2', async () => {
    const project = stage.copyProject();
    const { emulator } = stage;
    emulator.change({ act: 'rename_repository', repository: repositoryName, name: 'torch' });
    const run = await refused(['plan', ...proposer, '--project', project]);
    emulator.change({
      act: 'rename_repository',
      repository: 'harbour-tools/torch',
      name: 'lantern',
    });
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['repository.renamed']);
    expect(memberOf(jsonOf(run), 'refusals', 0, 'next')).toMatch(/^marketops plan\b/);
  });
});
