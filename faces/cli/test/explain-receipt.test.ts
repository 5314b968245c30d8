// SPDX-License-Identifier: Apache-2.0
// Goal: a receipt whose operation shipped under another one is explained as that, and so is the run that
// it was minted for; neither asks anybody to mint or to execute anything.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approve, openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import { jsonOf, runCommand, textAt, type Environment } from './support/command-run.ts';

let stage: CliStage;
let environment: Environment;
let project: string;
let runId: string;

beforeAll(async () => {
  stage = await openCliStage();
  project = stage.copyProject();
  ({ environment } = await stage.makeHome());
  runId = await planOf(project, environment);
  await approve(stage, runId, { environment, people: ['alice', 'bob'] });
});
afterAll(async () => stage.close());

/** What a command answers with the credential that publishes. */
async function answer(...args: readonly string[]) {
  const run = await runCommand([...args, '--json'], { ...stage.publishing, ...environment });
  return jsonOf(requireExit(run, 0));
}

it('names the receipt that was used instead, and leads to the operation', async () => {
  const minted = await answer('authorize', runId);
  const shipped = await answer('execute', runId, '--mode', 'prod', '--project', project);
  const usedInstead = textAt(shipped, 'operations', 0, 'receiptId');
  expect(await answer('explain', textAt(minted, 'receipts', 0, 'receiptId'))).toMatchObject({
    state: `not usable: its operation shipped under another receipt, ${usedInstead}`,
    usedInstead: { receiptId: usedInstead, status: 'success' },
    reasons: [],
    next: `marketops explain ${textAt(shipped, 'operations', 0, 'operationId')}`,
  });
  expect(await answer('explain', usedInstead)).toMatchObject({ state: 'used', usedInstead: null });
  expect(await answer('explain', textAt(minted, 'runId'))).toMatchObject({
    state: 'prod authorized and never begun: another run took its plan to its end',
    next: `marketops explain ${runId}`,
  });
});
