// SPDX-License-Identifier: Apache-2.0
// Goal: no option of a decision is taken and left out of account: a phrase is compared whichever way the
// decision is signed, and an option that belongs to another way is refused.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, runCommand, textAt, type Environment } from './support/command-run.ts';

let stage: CliStage;
let environment: Environment;
let runId: string;
let key: string;

beforeAll(async () => {
  stage = await openCliStage();
  ({ environment } = await stage.makeHome());
  runId = await planOf(stage.copyProject(), environment);
  key = stage.keyOf('alice');
});
afterAll(async () => stage.close());

const approve = (...args: readonly string[]) =>
  runCommand(['approve', runId, ...args, '--json'], environment);

describe('a phrase of another plan', () => {
  const phrase = ['--phrase', 'no phrase of this'];

  it('keeps the bytes to sign from being written', async () => {
    const file = join(stage.folder, 'unwritten');
    const run = await approve('--statement-out', file, '--as', 'alice', ...phrase);
    expect(run.exit).toBe(3);
    expect(codesOf(run)).toEqual(['approval.plan_mismatch']);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps a statement from being handed in', async () => {
    const file = join(stage.folder, 'statement');
    requireExit(await approve('--statement-out', file, '--as', 'alice'), 0);
    const run = await approve('--statement', file, '--signature', file, ...phrase);
    expect(codesOf(run)).toEqual(['approval.plan_mismatch']);
  });
});

describe('an option of another way to sign', () => {
  it.each([
    ['--as', () => ['--key', key, '--as', 'alice']],
    ['--signature', () => ['--key', key, '--signature', 'x.sig']],
    ['--assertion', () => ['--statement-out', 'x', '--as', 'alice', '--assertion', 'a.json']],
    ['--as', () => ['--statement', 'x', '--signature', 'y', '--as', 'alice']],
    ['--reason', () => ['--statement', 'x', '--signature', 'y', '--reason', 'why']],
  ])('%s is refused', async (option, args) => {
    const run = await approve(...args());
    expect(run.exit).toBe(2);
    expect(codesOf(run)).toEqual(['usage.invalid']);
    expect(textAt(jsonOf(run), 'refusals', 0, 'subject')).toBe(option);
  });
});
