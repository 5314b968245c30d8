// SPDX-License-Identifier: Apache-2.0
// Goal: a person who holds nothing but a passkey in a real browser is enrolled, approves with it, and
// their approval is one of the two that a receipt needs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BrowserPasskey,
  CeremonyPage,
  chromiumAbsence,
  launchChromium,
  launchTimeoutMs,
} from '@marketops/testkit/passkey-browser';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { approve, openCliStage, planOf, requireExit, type CliStage } from './support/cli-stage.ts';
import { codesOf, jsonOf, memberOf, runCommand, textAt } from './support/command-run.ts';

const challenge = Buffer.from('made for this registration alone').toString('base64url');

let stage: CliStage;
let browser: Awaited<ReturnType<typeof launchChromium>>;

beforeAll(async () => {
  [stage, browser] = await Promise.all([openCliStage(), launchChromium()]);
}, launchTimeoutMs);

afterAll(async () => {
  await browser?.close();
  await stage.close();
});

/** Enrols erin by a passkey in the browser and plans a run; skips without a browser. */
async function enrolErin(context: TestContext, site: CeremonyPage) {
  if (browser === undefined) return context.skip(chromiumAbsence());
  const { environment } = await stage.makeHome();
  const runId = await planOf(stage.copyProject(), environment);
  const passkey = await BrowserPasskey.register(browser, site, challenge);
  const file = join(stage.folder, `${runId}.registration.json`);
  writeFileSync(file, passkey.registration);
  const { origin, relyingPartyId } = passkey.ceremony;
  const ceremony = ['--passkey', file, '--challenge', challenge, '--origin', origin];
  const enrol = ['trust', 'add', 'erin', ...ceremony, '--relying-party', relyingPartyId];
  requireExit(await runCommand(enrol, environment), 0);
  return { environment, runId, passkey };
}

type Enrolled = Awaited<ReturnType<typeof enrolErin>>;

/** Hands the browser's answer over the statement in. */
async function approveAsErin(
  { environment, runId, passkey }: Enrolled,
  userVerification: 'required' | 'discouraged',
) {
  const statement = join(stage.folder, `${runId}.erin`);
  const out = ['approve', runId, '--statement-out', statement, '--as', 'erin', '--json'];
  const written = jsonOf(requireExit(await runCommand(out, environment), 0));
  const assertion = await passkey.answer(textAt(written, 'challenge'), userVerification);
  const file = `${statement}.assertion.json`;
  writeFileSync(file, JSON.stringify(assertion));
  const given = ['--statement', statement, '--assertion', file, '--json'];
  return runCommand(['approve', runId, ...given], environment);
}

describe('an approval by a passkey in Chromium', () => {
  it('counts beside another person’s key, and three receipts are minted', async (context) => {
    await using site = await CeremonyPage.serve();
    const enrolled = await enrolErin(context, site);
    await using _passkey = enrolled.passkey;
    const { environment, runId } = enrolled;
    const given = requireExit(await approveAsErin(enrolled, 'required'), 0);
    expect(memberOf(jsonOf(given), 'standing', 'counted')).toEqual(['erin']);
    await approve(stage, runId, { environment, people: ['alice'] });
    const args = ['authorize', runId, '--json'];
    const authorized = jsonOf(requireExit(await runCommand(args, environment), 0));
    expect(memberOf(authorized, 'receipts')).toHaveLength(3);
  });

  it('does not count where the browser did not verify its user', async (context) => {
    await using site = await CeremonyPage.serve();
    const enrolled = await enrolErin(context, site);
    await using _passkey = enrolled.passkey;
    await enrolled.passkey.setUserVerified(false);
    const run = await approveAsErin(enrolled, 'discouraged');
    expect(codesOf(run)).toEqual(['approval.user_not_verified']);
  });
});
