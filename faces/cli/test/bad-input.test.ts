// SPDX-License-Identifier: Apache-2.0
// Goal: bad input is refused with a code, what was expected, what was found and the next command, by the
// exit code of DESIGN section 11, and leaves no half-written state behind.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, openCliStage, planOf, repositoryName } from './support/cli-stage.ts';
import type { CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from './support/command-run.ts';
import type { CommandRun, Environment } from './support/command-run.ts';
import { pictureOf } from './support/home-picture.ts';

let stage: CliStage;
let environment: Environment;
let home: string;

beforeAll(async () => {
  stage = await openCliStage();
  ({ environment, home } = await stage.makeHome());
});
afterAll(async () => stage.close());

const proposer = ['--proposer', 'agent:release-agent', '--on-behalf-of', 'carol'];

/** Runs a command that must be refused; the home must look as before. */
async function refused(args: readonly string[], more: Environment = {}): Promise<CommandRun> {
  const before = await pictureOf(home, environment);
  const run = await runCommand([...args, '--json'], { ...environment, ...more });
  expect(await pictureOf(home, environment)).toEqual(before);
  expect(run.exit).not.toBe(0);
  const answer = jsonOf(run);
  for (const member of ['code', 'expected', 'headline', 'why', 'fixedBy', 'next']) {
    expect(textAt(answer, 'refusals', 0, member), member).not.toBe('');
  }
  expect(memberOf(answer, 'refusals', 0)).toHaveProperty('found');
  expect(textAt(answer, 'next')).toMatch(/^(marketops|git|chmod|cp|curl|export|ls|vi) /);
  return run;
}

/** The same by the line that people read: one line a reason, the next command last. */
async function lineOf(args: readonly string[], more: Environment = {}): Promise<string> {
  const { stderr } = await runCommand(args, { ...environment, ...more });
  const lines = stderr.trimEnd().split('\n');
  expect(lines.at(-1)).toMatch(/^next: /);
  return lines.filter((line) => line.startsWith('marketops: ')).join('\n');
}

function projectWith(change: (project: string) => void): string {
  const project = stage.copyProject();
  change(project);
  return project;
}

function configured(from: string, to: string): (project: string) => void {
  return (project) => {
    const file = join(project, 'marketops.yaml');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`${from} is not in marketops.yaml`);
    writeFileSync(file, text.replace(from, to));
  };
}

function withAsset(name: string): (project: string) => void {
  return (project) => {
    writeFileSync(join(project, 'dist', name), 'content\n');
    configured(
      '- path: dist/SHA256SUMS\n',
      '- path: dist/SHA256SUMS\n      - path: dist/x*\n',
    )(project);
  };
}

describe('a project that cannot be planned', () => {
  const cases: readonly (readonly [string, (project: string) => void, string, number])[] = [
    ['malformed YAML', configured('artifacts:', 'artifacts: ['), 'config.malformed', 2],
    ['an unknown key', configured('artifacts:', 'artefacts:'), 'config.invalid', 2],
    ['no configuration', (project) => rmSync(join(project, 'marketops.yaml')), 'config.missing', 2],
    [
      'a missing file',
      (project) => rmSync(join(project, 'dist', 'SHA256SUMS')),
      'project.file_missing',
      3,
    ],
    [
      'an empty asset',
      (project) => writeFileSync(join(project, 'dist', 'SHA256SUMS'), ''),
      'asset.empty',
      3,
    ],
    ['an asset outside of the project', configured('dist/SHA256SUMS', '../x'), 'config.invalid', 2],
    ['an absolute asset', configured('dist/SHA256SUMS', '/x'), 'config.invalid', 2],
    ['a NUL in a path', configured('dist/SHA256SUMS', '"dist/a\\0b"'), 'config.invalid', 2],
    ['a name with a bidi character', withAsset('x\u202ey.txt'), 'asset.name_invalid', 3],
    ['a name with a zero-width character', withAsset('x\u200by.txt'), 'asset.name_invalid', 3],
    [
      'a tag name with ..',
      configured('tag: v{version}', 'tag: v..{version}'),
      'project.name_invalid',
      3,
    ],
    [
      'a title with a hidden character',
      configured('title: lantern {version}', 'title: "lantern \\u202e{version}"'),
      'text.hidden_character',
      3,
    ],
    [
      'a body over the limit',
      configured('      {notes}\n', `      {notes}\n      ${'x'.repeat(125_001)}\n`),
      'config.invalid',
      2,
    ],
  ];

  it.each(cases)('%s', async (_name, change, code, exit) => {
    const project = projectWith(change);
    const run = await refused(['plan', ...proposer, '--project', project]);
    expect(codesOf(run)).toContain(code);
    expect(run.exit).toBe(exit);
  });

  it('two assets of one name', async () => {
    const project = projectWith((folder) => {
      mkdirSync(join(folder, 'dist', 'more'));
      writeFileSync(join(folder, 'dist', 'more', 'SHA256SUMS'), 'content\n');
      configured('  - dist/*\n', '  - dist/*\n  - dist/more/*\n')(folder);
      const asset = '- path: dist/SHA256SUMS\n';
      configured(asset, `${asset}      - path: dist/more/SHA256SUMS\n`)(folder);
    });
    const run = await refused(['plan', ...proposer, '--project', project]);
    expect(codesOf(run)).toContain('asset.name_duplicate');
    expect(run.exit).toBe(3);
  });

  it('a commit that is not on GitHub', async () => {
    const project = projectWith((folder) => {
      writeFileSync(join(folder, 'README.md'), 'another text\n');
      const as = ['-c', 'user.name=Carol', '-c', 'user.email=carol@lantern.example'];
      execFileSync('git', ['-C', folder, ...as, 'commit', '-qam', 'docs: another text']);
    });
    const run = await refused(['plan', ...proposer, '--project', project]);
    expect(codesOf(run)).toContain('plan.commit_not_on_github');
    expect(textAt(jsonOf(run), 'next')).toBe('git push');
    expect(run.exit).toBe(3);
  });

  it('an unknown key is told with what was meant', async () => {
    const project = projectWith(configured('artifacts:', 'artefacts:'));
    const line = await lineOf(['plan', ...proposer, '--project', project]);
    expect(line).toMatch(/config\.invalid: marketops\.yaml:\d+:\d+ .*did you mean "artifacts"\?/);
    expect(line.split('\n')).toHaveLength(1);
  });

  it('a control character in bad input is shown, not acted on', async () => {
    const line = await lineOf(['explain', 'run_\u001b[31mred']);
    expect(line).not.toContain('\u001b');
    expect(line).toContain('usage.invalid');
  });
});

describe('what changed between approval and execution', () => {
  it('an asset: the plan is stale, nothing is sent, and the difference is shown', async () => {
    const project = stage.copyProject();
    const runId = await planOf(project, environment);
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    writeFileSync(join(project, 'build', 'docs', 'install.md'), 'another page\n');
    const before = stage.emulator.counters().writes;
    const args = ['execute', runId, '--mode', 'prod', '--project', project];
    const run = await refused(args, stage.publishing);
    expect(run.exit).toBe(6);
    expect(codesOf(run)).toContain('plan.stale');
    expect(run.stderr).toMatch(/differs at .*sha256/);
    expect(stage.emulator.counters().writes).toBe(before);
  });

  it('a short id names nothing', async () => {
    expect(codesOf(await refused(['execute', 'run_12ab', '--mode', 'prod']))).toEqual([
      'usage.invalid',
    ]);
    expect(codesOf(await refused(['explain', 'ad25a70']))).toEqual(['usage.invalid']);
  });
});

describe('a wrong key file', () => {
  const keyCases = {
    'a key of another kind':
      '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n',
    'no key at all': 'not a key\n',
  };

  it.each(Object.entries(keyCases))('%s: exit 4', async (name, content) => {
    const file = join(stage.folder, `${name.replaceAll(' ', '-')}.key`);
    writeFileSync(file, content, { mode: 0o600 });
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', file]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)[0]).toMatch(/^key\.(wrong_kind|unreadable)$/);
  });

  it('one that others can read: exit 4, and how to repair it', async () => {
    const file = join(stage.folder, 'open.key');
    await runCommand(['key', 'create', file]);
    chmodSync(file, 0o644);
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', file]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.permissions']);
  });

  it('one that nobody enrolled: exit 4', async () => {
    const file = join(stage.folder, 'stranger.key');
    await runCommand(['key', 'create', file]);
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', file]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.not_in_trust_root']);
  });

  it('none at all: exit 2', async () => {
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', join(stage.folder, 'absent.key')]);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['key.missing']);
  });

  it('the public one: it says that the private one is needed', async () => {
    const runId = await planOf(stage.copyProject(), environment);
    const run = await refused(['approve', runId, '--key', `${stage.keyOf('alice')}.pub`]);
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.wrong_kind']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'expected')).toMatch(/^a private key file/);
  });

  it('a key is never made over another file, private or public', async () => {
    const run = await refused(['key', 'create', stage.keyOf('alice')]);
    expect(codesOf(run)).toEqual(['key.unwritable']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'found')).toBe('a file that is there already');
    expect(textAt(jsonOf(run), 'next')).toBe('marketops key create FILE');
    const half = join(stage.folder, 'half.key');
    writeFileSync(`${half}.pub`, 'somebody has this\n');
    expect(codesOf(await refused(['key', 'create', half]))).toEqual(['key.unwritable']);
    expect(() => readFileSync(half)).toThrow('ENOENT');
  });
});

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
  });
});

describe('a credential that is not whole', () => {
  const publish = async (more: Environment) => {
    const runId = await planOf(stage.copyProject(), environment);
    await approve(stage, runId, { environment, people: ['alice', 'bob'] });
    const run = await refused(['execute', runId, '--mode', 'prod'], more);
    return jsonOf(run);
  };

  it.each([
    ['MARKETOPS_GITHUB_TOKEN_FILE', { MARKETOPS_GITHUB_TOKEN_FILE: '/nowhere/token' }],
    [
      'MARKETOPS_GITHUB_APP_KEY_FILE',
      { MARKETOPS_GITHUB_APP_ID: '7', MARKETOPS_GITHUB_APP_KEY_FILE: '/nowhere/app.pem' },
    ],
  ])('a file that is not there: exit 2, and the setting %s', async (subject, more) => {
    const answer = await publish(more);
    const refusal = memberOf(answer, 'refusals', 0);
    expect(refusal).toMatchObject({ code: 'usage.setting_invalid', subject });
    expect(textAt(refusal, 'found')).toMatch(/^no file at \/nowhere\//);
  });

  it('an empty token file is named, not the variable beside it', async () => {
    const file = join(stage.folder, 'empty-token');
    writeFileSync(file, '', { mode: 0o600 });
    const answer = await publish({ MARKETOPS_GITHUB_TOKEN_FILE: file });
    expect(textAt(answer, 'refusals', 0, 'subject')).toBe('MARKETOPS_GITHUB_TOKEN_FILE');
  });

  it('half of an App is told apart from none', async () => {
    const answer = await publish({ MARKETOPS_GITHUB_APP_ID: '7' });
    const refusal = memberOf(answer, 'refusals', 0);
    expect(refusal).toMatchObject({
      code: 'credential.missing',
      found: 'MARKETOPS_GITHUB_APP_ID without MARKETOPS_GITHUB_APP_KEY_FILE',
    });
  });
});

describe('a command that does not say what it means', () => {
  it.each([
    [['plam']],
    [['plan']],
    [['plan', '--proposer', 'robot:x']],
    [['plan', '--proposer', 'agent:release-agent']],
    [['approve', 'run_x', '--key', 'k']],
    [['reconcile', '--watch', 'soon']],
    [['github-emulator', '--port', '99999']],
    [['github-emulator', '--owner', 'o']],
    [['trust', 'rotate', 'everything']],
    [['execute', `run_${'0'.repeat(32)}`, '--mode', 'prod', '--what']],
  ])('%s: exit 2', async (args) => {
    const run = await refused(args);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
  });

  it.each([
    [['explain', `op_${'0'.repeat(32)}`]],
    [['explain', `rcpt_${'0'.repeat(32)}`]],
    [['explain', `run_${'0'.repeat(32)}`]],
    [['explain', '999999']],
    [['evidence', `op_${'0'.repeat(32)}`]],
    [['request', `run_${'0'.repeat(32)}`, '--as', 'alice']],
    [['trust', 'revoke', `k_${'0'.repeat(32)}`]],
    [['json-schema', 'nothing']],
  ])('%s: nothing by that name', async (args) => {
    const run = await refused(args);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.not_found']);
  });

  it('a demo is not played where something lies already: exit 2, and one line', async () => {
    const run = await refused(['demo', '--home', stage.folder]);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
    const line = await lineOf(['demo', '--home', stage.folder]);
    expect(line).toContain(`${stage.folder}, which holds something already`);
    expect(line.split('\n')).toHaveLength(1);
  });

  it('a trust file that is none: exit 2, and where one comes from', async () => {
    const trust = join(stage.folder, 'no-trust.json');
    writeFileSync(trust, '{}');
    const run = await refused(['audit', 'verify', stage.folder, '--trust', trust]);
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['evidence.trust_invalid']);
    expect(textAt(jsonOf(run), 'next')).toBe('marketops trust export FILE');
  });

  it('only exactly prod publishes', async () => {
    const runId = await planOf(stage.copyProject(), environment);
    for (const mode of ['PROD', 'Prod', 'production', '', ' prod']) {
      const run = await refused(['execute', runId, '--mode', mode], stage.publishing);
      expect(run.exit, mode).toBe(7);
      expect(codesOf(run)).toEqual(['mode.not_prod']);
    }
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
