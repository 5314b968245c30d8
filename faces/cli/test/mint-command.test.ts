// SPDX-License-Identifier: Apache-2.0
// Goal: the mint's key can live elsewhere: a command signs, its key stays pinned by the home, and an
// answer by another key mints nothing.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, jsonOf, runCommand } from './support/command-run.ts';
import { approve, openCliStage, planOf, type CliStage } from './support/cli-stage.ts';

let stage: CliStage;

beforeAll(async () => {
  stage = await openCliStage();
});

afterAll(() => stage.close());

const signs = `
  const { readFileSync } = require('node:fs');
  const { createPrivateKey, sign } = require('node:crypto');
  const key = createPrivateKey(readFileSync(process.argv[2]));
  process.stdout.write(sign(null, readFileSync(0), key).toString('base64'));
`;

async function authorizedBy(keyOf: (home: string) => string) {
  const { home, environment } = await stage.makeHome();
  const project = stage.copyProject();
  const runId = await planOf(project, environment);
  await approve(stage, runId, { environment, people: ['alice', 'bob'] });
  renameSync(join(home, 'keys', 'mint.key'), join(home, '..', 'elsewhere.key'));
  const script = join(stage.folder, 'sign.cjs');
  writeFileSync(script, signs);
  const command = `${process.execPath} ${script} ${keyOf(home)}`;
  return runCommand(['authorize', runId, '--json'], {
    ...environment,
    MARKETOPS_MINT_COMMAND: command,
  });
}

describe('a mint command', () => {
  it('signs receipts with a key that is not in the home', async () => {
    const run = await authorizedBy((home) => join(home, '..', 'elsewhere.key'));
    expect(run.exit, run.stderr).toBe(0);
    expect(jsonOf(run)['receipts']).toHaveLength(3);
  });

  it('mints nothing with another key than the pinned one', async () => {
    const run = await authorizedBy(() => stage.keyOf('carol'));
    expect(run.exit).toBe(4);
    expect(codesOf(run)).toEqual(['key.signer_failed']);
  });
});
