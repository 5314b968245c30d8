// SPDX-License-Identifier: Apache-2.0
// Goal: a project that cannot be planned, or is no longer what was approved, is refused with its code
// and exit code, and leaves no half-written state behind.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, planOf, type CliStage } from '../support/cli-stage.ts';
import { codesOf, jsonOf, textAt, type Environment } from '../support/command-run.ts';
import { openRefusingHome, proposer, type RefusingHome } from '../support/refusing-home.ts';

let stage: CliStage;
let environment: Environment;
let refused: RefusingHome['refused'];
let lineOf: RefusingHome['lineOf'];

beforeAll(async () => {
  ({ stage, environment, refused, lineOf } = await openRefusingHome());
});
afterAll(async () => stage.close());

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
