// SPDX-License-Identifier: Apache-2.0
// Goal: what killed processes left half written goes from a home after a day, wherever this program
// writes; what is younger, what is somebody else's, and a home that is only looked at stay as they are.
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCliStage, planOf, requireExit, type CliStage } from '../support/cli-stage.ts';
import { codesOf, runCommand, type Environment } from '../support/command-run.ts';

const draft = '4711-0123456789abcdef.new';
const sha256 = 'ab'.repeat(32);
const hourSeconds = 60 * 60;

let stage: CliStage;
let home: string;
let environment: Environment;

beforeEach(async () => {
  stage = await openCliStage();
  ({ home, environment } = await stage.makeHome());
});
afterEach(async () => stage.close());

function put(path: string, ageHours: number): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'half of a he');
  const seconds = performance.timeOrigin / 1_000 - ageHours * hourSeconds;
  utimesSync(file, seconds, seconds);
  return file;
}

const ours = [
  `publisher/checkpoint.${draft}`,
  `publisher/trust-root.dsse.json.${draft}`,
  `evidence/op_1.7.evidence.json.${draft}`,
  `content/index/${sha256}.json.${draft}`,
  `content/stored/${sha256}.${draft}`,
];

const others = [
  'publisher/checkpoint.new',
  'publisher/checkpoint.lost-before-epoch-2',
  'publisher/notes.new',
  'evidence/kept.evidence.json',
  `evidence/2026/op_1.7.evidence.json.${draft}`,
  'keys/log.key.next',
  `keys/log.key.${draft}`,
  `policy/rules.cedar.${draft}`,
  `checkpoint.${draft}`,
];

describe('a command that may write', () => {
  it('sweeps the drafts that are ours and older than a day, and nothing else', async () => {
    const swept = ours.map((path) => put(path, 25));
    const young = ours.map((path) => put(path.replace('4711', '4712'), 23));
    const foreign = others.map((path) => put(path, 1_000));
    requireExit(await runCommand(['status'], environment), 0);
    expect(swept.filter((path) => existsSync(path))).toEqual([]);
    expect([...young, ...foreign].filter((path) => !existsSync(path))).toEqual([]);
    await planOf(stage.copyProject(), environment);
  });
});

describe('a command that may not', () => {
  it('leaves everything where the home is only examined', async () => {
    const left = ours.map((path) => put(path, 1_000));
    await runCommand(['doctor'], environment);
    expect(left.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('leaves everything where the home is refused', async () => {
    const left = ours.map((path) => put(path, 1_000));
    rmSync(join(home, 'publisher', 'checkpoint'));
    const run = await runCommand(['status', '--json'], environment);
    expect(codesOf(run)).toEqual(['store.behind_checkpoint']);
    expect(left.filter((path) => !existsSync(path))).toEqual([]);
  });
});
