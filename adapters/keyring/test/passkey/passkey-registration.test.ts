// SPDX-License-Identifier: Apache-2.0
// Goal: only a credential that was made for the page that asked, with its user verified, is pinned,
// and what is pinned verifies its answers.
import { base64UrlEncode, keyIdOf, type JsonObject } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { readPasskeyRegistration } from '../../src/passkey/passkey-registration.ts';
import { passkeyVerifies } from '../../src/passkey/passkey-verification.ts';
import { cose } from './cbor.ts';
import {
  flags,
  page,
  SoftwareAuthenticator,
  type AnswerChanges,
} from './software-authenticator.ts';

const challenge = base64UrlEncode(Buffer.from('a challenge of 32 bytes for alice'));
const ceremony = { challenge, ...page };
const alice = new SoftwareAuthenticator();

describe('a registration', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)('pins a key of kind %s', async (kind) => {
    const authenticator = new SoftwareAuthenticator(kind);
    const { keyId, publicKey, passkey } = authenticator.trustKey();
    expect(await readPasskeyRegistration(authenticator.register(challenge), ceremony)).toEqual({
      ok: true,
      value: { algorithm: 'webauthn', keyId, publicKey, passkey },
    });
    expect(keyId).toBe(keyIdOf('webauthn', authenticator.coseKey));
  });

  it('pins what verifies the answers that follow', async () => {
    const reading = await readPasskeyRegistration(alice.register(challenge), ceremony);
    const message = Buffer.from('what was approved');
    const pinned = alice.trustKey(reading.ok ? reading.value : { publicKey: '' });
    expect(await passkeyVerifies(pinned, message, alice.answer(message))).toBe(true);
  });

  const otherId = base64UrlEncode(Buffer.from('bob'));
  const goodResponse = (
    JSON.parse(new TextDecoder().decode(alice.register(challenge))) as JsonObject
  )['response'] as JsonObject;

  it.each<[string, AnswerChanges, string]>([
    ['another challenge', { clientData: { challenge: otherId } }, `challenge "${otherId}"`],
    [
      'another origin',
      { clientData: { origin: 'https://mallory.example' } },
      'origin "https://mallory.example"',
    ],
    ['another relying party', { relyingPartyId: 'mallory.example' }, 'Unexpected RP ID hash'],
    ['an embedded page', { clientData: { crossOrigin: true } }, 'an embedded page'],
    ['an answer instead', { clientData: { type: 'webauthn.get' } }, 'type "webauthn.get"'],
    [
      'no user verified',
      { flags: flags.userPresent | flags.attested },
      'User verification was required, but user could not be verified',
    ],
    [
      'an attestation',
      { attestation: { fmt: 'packed', attStmt: new Map() } },
      'another attestation',
    ],
    [
      'an attestation of nothing',
      { attestation: { fmt: 'none', attStmt: new Map([['sig', 'x']]) } },
      'None attestation had unexpected attestation statement',
    ],
    [
      'another id than the credential’s',
      { members: { id: otherId, rawId: otherId } },
      'another one',
    ],
    ['two ids', { members: { rawId: otherId } }, 'another document'],
    ['a padded id', { members: { id: `${otherId}==`, rawId: `${otherId}==` } }, 'another document'],
    ['another type', { members: { type: 'password' } }, 'another document'],
    ['no response', { members: { response: null } }, 'another document'],
    [
      'an attestation object that is no CBOR',
      { members: { response: { ...goodResponse, attestationObject: '____' } } },
      '',
    ],
    [
      'a key of small order',
      {
        coseKey: cose([
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, Buffer.alloc(32)],
        ]),
      },
      'another one',
    ],
    [
      'a key with SHA-1',
      {
        coseKey: cose([
          [1, 3],
          [3, -65_535],
          [-1, Buffer.alloc(256, 255)],
          [-2, Buffer.from([1, 0, 1])],
        ]),
      },
      'Unexpected public key alg',
    ],
  ])('is refused with %s', async (_name, changes, found) => {
    const reading = await readPasskeyRegistration(alice.register(challenge, changes), ceremony);
    expect(reading).toMatchObject({
      ok: false,
      refusal: { code: 'key.registration_invalid', found: expect.stringContaining(found) },
    });
  });

  it.each([
    ['is no JSON', 'credential'],
    ['has a member twice', '{"id":"YQ","id":"YQ"}'],
    ['is another document', '[]'],
  ])('is refused when it %s', async (_name, text) => {
    const reading = await readPasskeyRegistration(Buffer.from(text), ceremony);
    expect(reading).toMatchObject({ ok: false, refusal: { code: 'key.registration_invalid' } });
  });
});
