// SPDX-License-Identifier: Apache-2.0
// Goal: what a real browser makes of a passkey ceremony is what our verifier accepts, and without a
// verified user there is no approval. The authenticator is Chromium's virtual one.
import {
  canonicalJsonBytes,
  encodeEnvelope,
  IN_TOTO_PAYLOAD_TYPE,
  instantFromSeconds,
  preAuthenticationEncoding,
  type TrustKey,
} from '@marketops/core';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { KeyringVerifier } from '../src/keyring-verifier.ts';
import { readPasskeyRegistration } from '../src/passkey/passkey-registration.ts';
import { passkeyChallenge } from '../src/passkey/passkey-verification.ts';
import { CeremonyPage } from './passkey/ceremony-page.ts';

const launchFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const launchTimeoutMs = 60_000;
const relyingPartyId = 'localhost';
const registrationChallenge = Buffer.from('made for this registration alone').toString('base64url');

const statement = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const message = preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, statement);

const chromiumPath = process.env['CHROMIUM_PATH'] ?? '';
let browser: Browser | undefined;

beforeAll(async () => {
  if (chromiumPath === '') return;
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: launchFlags,
    timeout: launchTimeoutMs,
  });
}, launchTimeoutMs);

afterAll(async () => browser?.close());

/** The browser, or a skipped test with the reason. */
function browserOr(context: TestContext): Browser {
  if (browser !== undefined) return browser;
  return context.skip(process.env['CHROMIUM_ABSENCE'] ?? 'CHROMIUM_PATH names no Chromium');
}

/** A page with a virtual authenticator whose user is verified, and one registered passkey. */
async function enrolledPage(page: Page, origin: string) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(origin);
  const registered: unknown = await page.evaluate(
    `register(${JSON.stringify(registrationChallenge)}, ${JSON.stringify(relyingPartyId)})`,
  );
  const ceremony = { challenge: registrationChallenge, origin, relyingPartyId };
  const json = Buffer.from(JSON.stringify(registered));
  return { session, authenticatorId, json, ceremony };
}

async function pinned(json: Uint8Array, ceremony: { challenge: string; origin: string }) {
  const reading = await readPasskeyRegistration(json, { ...ceremony, relyingPartyId });
  if (!reading.ok) throw new TypeError(`${reading.refusal.expected}: ${reading.refusal.found}`);
  const key: TrustKey = {
    ...reading.value,
    roles: ['approve'],
    personId: null,
    validFrom: instantFromSeconds(0),
    validUntil: null,
  };
  return { key, credentialId: reading.value.passkey.credentialId };
}

interface AssertionJson {
  readonly rawId: string;
  readonly response: {
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  };
}

/** Asks the passkey for its answer over a statement, as `sig` bytes. */
async function answer(page: Page, credentialId: string, userVerification: string) {
  const given = [passkeyChallenge(message), credentialId, userVerification];
  const { rawId, response } = await page.evaluate<AssertionJson>(
    `answer(...${JSON.stringify(given)})`,
  );
  const { authenticatorData, clientDataJSON, signature } = response;
  return canonicalJsonBytes({ authenticatorData, clientDataJSON, credentialId: rawId, signature });
}

async function setUserVerified(session: CDPSession, authenticatorId: string, verified: boolean) {
  await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: verified });
}

describe('a passkey in Chromium', () => {
  it('is registered, answers the statement, and its answer fits an envelope', async (context) => {
    await using site = await CeremonyPage.serve();
    const page = await browserOr(context).newPage();
    const { json, ceremony } = await enrolledPage(page, site.origin);
    const { key, credentialId } = await pinned(json, ceremony);
    const sig = await answer(page, credentialId, 'required');
    const verifier = new KeyringVerifier();
    expect(await verifier.verify(key, message, sig)).toBe(true);
    expect(await verifier.verify(key, Buffer.from('another statement'), sig)).toBe(false);
    const envelope = { payload: statement, payloadType: IN_TOTO_PAYLOAD_TYPE };
    const signatures = [{ keyid: key.keyId, sig }];
    expect(encodeEnvelope({ ...envelope, signatures }).length).toBeLessThan(16_384);
    await page.close();
  });

  it('gives no approval without a verified user', async (context) => {
    await using site = await CeremonyPage.serve();
    const page = await browserOr(context).newPage();
    const { session, authenticatorId, json, ceremony } = await enrolledPage(page, site.origin);
    const { key, credentialId } = await pinned(json, ceremony);
    await setUserVerified(session, authenticatorId, false);
    await expect(answer(page, credentialId, 'required')).rejects.toThrow('NotAllowedError');
    const unverified = await answer(page, credentialId, 'discouraged');
    const verifier = new KeyringVerifier();
    expect(await verifier.verify(key, message, unverified)).toBe(false);
    await setUserVerified(session, authenticatorId, true);
    const verified = await answer(page, credentialId, 'required');
    expect(await verifier.verify(key, message, verified)).toBe(true);
    await page.close();
  });

  it('is not pinned for a page of another origin', async (context) => {
    await using site = await CeremonyPage.serve();
    const page = await browserOr(context).newPage();
    const { json, ceremony } = await enrolledPage(page, site.origin);
    const elsewhere = { ...ceremony, origin: 'http://localhost:1' };
    expect(await readPasskeyRegistration(json, elsewhere)).toMatchObject({
      ok: false,
      refusal: { code: 'key.registration_invalid' },
    });
    await page.close();
  });
});
