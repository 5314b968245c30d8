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
import {
  BrowserPasskey,
  CeremonyPage,
  chromiumAbsence,
  launchChromium,
  launchTimeoutMs,
} from '@marketops/testkit/passkey-browser';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { KeyringVerifier } from '../src/keyring-verifier.ts';
import { readPasskeyRegistration } from '../src/passkey/passkey-registration.ts';
import { passkeyChallenge } from '../src/passkey/passkey-verification.ts';

const registrationChallenge = Buffer.from('made for this registration alone').toString('base64url');
const statement = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}');
const message = preAuthenticationEncoding(IN_TOTO_PAYLOAD_TYPE, statement);

let browser: Awaited<ReturnType<typeof launchChromium>>;

beforeAll(async () => {
  browser = await launchChromium();
}, launchTimeoutMs);

afterAll(async () => browser?.close());

/** A passkey in the browser, or a skipped test with the reason. */
async function registerOrSkip(context: TestContext, site: CeremonyPage): Promise<BrowserPasskey> {
  if (browser === undefined) return context.skip(chromiumAbsence());
  return BrowserPasskey.register(browser, site, registrationChallenge);
}

async function pinned({ registration, ceremony }: BrowserPasskey): Promise<TrustKey> {
  const reading = await readPasskeyRegistration(registration, ceremony);
  if (!reading.ok) throw new TypeError(`${reading.refusal.expected}: ${reading.refusal.found}`);
  return {
    ...reading.value,
    roles: ['approve'],
    personId: null,
    validFrom: instantFromSeconds(0),
    validUntil: null,
  };
}

/** Asks the passkey for its answer over a statement, as `sig` bytes. */
async function answer(passkey: BrowserPasskey, verification: 'required' | 'discouraged') {
  const { rawId, response } = await passkey.answer(passkeyChallenge(message), verification);
  const { authenticatorData, clientDataJSON, signature } = response;
  return canonicalJsonBytes({ authenticatorData, clientDataJSON, credentialId: rawId, signature });
}

describe('a passkey in Chromium', () => {
  it('is registered, answers the statement, and its answer fits an envelope', async (context) => {
    await using site = await CeremonyPage.serve();
    await using passkey = await registerOrSkip(context, site);
    const key = await pinned(passkey);
    const sig = await answer(passkey, 'required');
    const verifier = new KeyringVerifier();
    expect(await verifier.verify(key, message, sig)).toBe(true);
    expect(await verifier.verify(key, Buffer.from('another statement'), sig)).toBe(false);
    const envelope = { payload: statement, payloadType: IN_TOTO_PAYLOAD_TYPE };
    const signatures = [{ keyid: key.keyId, sig }];
    expect(encodeEnvelope({ ...envelope, signatures }).length).toBeLessThan(16_384);
  });

  it('gives no approval without a verified user', async (context) => {
    await using site = await CeremonyPage.serve();
    await using passkey = await registerOrSkip(context, site);
    const key = await pinned(passkey);
    await passkey.setUserVerified(false);
    await expect(answer(passkey, 'required')).rejects.toThrow('NotAllowedError');
    const unverified = await answer(passkey, 'discouraged');
    const verifier = new KeyringVerifier();
    expect(await verifier.verify(key, message, unverified)).toBe(false);
    await passkey.setUserVerified(true);
    const verified = await answer(passkey, 'required');
    expect(await verifier.verify(key, message, verified)).toBe(true);
  });

  it('is not pinned for a page of another origin', async (context) => {
    await using site = await CeremonyPage.serve();
    await using passkey = await registerOrSkip(context, site);
    const elsewhere = { ...passkey.ceremony, origin: 'http://localhost:1' };
    expect(await readPasskeyRegistration(passkey.registration, elsewhere)).toMatchObject({
      ok: false,
      refusal: { code: 'key.registration_invalid' },
    });
  });
});
