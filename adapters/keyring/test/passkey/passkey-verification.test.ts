// SPDX-License-Identifier: Apache-2.0
// Goal: a passkey's answer counts only if its verified user was asked exactly this statement, by the
// pinned page, with the pinned credential.
import { base64UrlEncode, utf8Decode } from '@marketops/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passkeyChallenge, passkeyVerifies } from '../../src/passkey/passkey-verification.ts';
import {
  flags,
  page,
  SoftwareAuthenticator,
  type AnswerChanges,
} from './software-authenticator.ts';

const message = Buffer.from('DSSEv1 what was approved');
const alice = new SoftwareAuthenticator();

const goodClientData = JSON.stringify({
  type: 'webauthn.get',
  challenge: passkeyChallenge(message),
  origin: page.origin,
});

describe('an answer that counts', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)('is by a key of kind %s', async (kind) => {
    const authenticator = new SoftwareAuthenticator(kind);
    const sig = authenticator.answer(message);
    expect(await passkeyVerifies(authenticator.trustKey(), message, sig)).toBe(true);
  });

  it.each<[string, AnswerChanges]>([
    ['no crossOrigin', { clientDataText: goodClientData }],
    [
      'members that browsers add',
      { clientData: { other_keys_can_be_added_here: 'do not compare' } },
    ],
  ])('may have %s', async (_name, changes) => {
    const sig = alice.answer(message, changes);
    expect(await passkeyVerifies(alice.trustKey(), message, sig)).toBe(true);
  });
});

describe('an answer that does not count', () => {
  const twice = goodClientData.replace(
    '"challenge"',
    `"challenge":"${passkeyChallenge(Buffer.from('another'))}","challenge"`,
  );

  it.each<[string, AnswerChanges]>([
    ['has its challenge twice, the right one last', { clientDataText: twice }],
    ['has no user verified', { flags: flags.userPresent }],
    ['has no user present', { flags: flags.userVerified }],
    ['is for another origin', { clientData: { origin: 'https://augment.example.net' } }],
    ['is for an origin on another port', { clientData: { origin: `${page.origin}:8443` } }],
    ['is for another relying party', { relyingPartyId: 'example' }],
    ['is from a frame of another origin', { clientData: { crossOrigin: true } }],
    ['says null of a frame', { clientData: { crossOrigin: null } }],
    ['names a page around it', { clientData: { topOrigin: 'https://mallory.example' } }],
    [
      'answers another challenge',
      { clientData: { challenge: base64UrlEncode(new Uint8Array(32)) } },
    ],
    ['answers a padded challenge', { clientData: { challenge: `${passkeyChallenge(message)}=` } }],
    ['is a registration', { clientData: { type: 'webauthn.create' } }],
    ['is a payment', { clientData: { type: 'payment.get' } }],
    ['says its type with capitals', { clientData: { type: 'WebAuthn.Get' } }],
    ['has client data that is no object', { clientDataText: '[]' }],
    ['has client data after a byte order mark', { clientDataText: `\uFEFF${goodClientData}` }],
    ['has client data with a fraction', { clientData: { version: 1.5 } }],
    [
      'names another credential',
      { members: { credentialId: base64UrlEncode(Buffer.from('bob')) } },
    ],
    ['has a member more', { members: { userHandle: 'YQ' } }],
    ['has a cut signature', { signature: (signature) => signature.subarray(0, -1) }],
    ['has an empty signature', { members: { signature: '' } }],
    ['has short authenticator data', { members: { authenticatorData: 'AAAA' } }],
    [
      'says that a key is attested',
      { flags: flags.userPresent | flags.userVerified | flags.attested },
    ],
  ])('%s', async (_name, changes) => {
    const sig = alice.answer(message, changes);
    expect(await passkeyVerifies(alice.trustKey(), message, sig)).toBe(false);
  });

  it('answers another statement', async () => {
    const sig = alice.answer(Buffer.from('DSSEv1 something else'));
    expect(await passkeyVerifies(alice.trustKey(), message, sig)).toBe(false);
  });

  it('is by another passkey under the same credential id', async () => {
    const mallory = new SoftwareAuthenticator();
    const sig = mallory.answer(message, { members: { credentialId: alice.credentialId } });
    expect(await passkeyVerifies(alice.trustKey(), message, sig)).toBe(false);
  });

  it('has a member in padded base64url', async () => {
    const good = JSON.parse(new TextDecoder().decode(alice.answer(message))) as Record<
      string,
      string
    >;
    for (const name of Object.keys(good)) {
      const padded = (good[name] ?? '').padEnd(Math.ceil((good[name] ?? '').length / 4) * 4, '=');
      const members = { [name]: padded === good[name] ? `${padded}=` : padded };
      const sig = alice.answer(message, { members });
      expect(await passkeyVerifies(alice.trustKey(), message, sig)).toBe(false);
    }
  });

  it('is written in any way but the canonical one', async () => {
    const text = utf8Decode(alice.answer(message));
    const spelled = text.ok ? text.value : '';
    const keyed = spelled.replace('{', '{"signature":"AAAA",');
    for (const other of [` ${spelled}`, spelled.replace('":"', '": "'), keyed, '', 'null', '[]']) {
      expect(await passkeyVerifies(alice.trustKey(), message, Buffer.from(other))).toBe(false);
    }
    expect(await passkeyVerifies(alice.trustKey(), message, Buffer.from(spelled))).toBe(true);
  });

  it('has any byte changed', async () => {
    const good = alice.answer(message);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (index, change) => {
          const changed = Uint8Array.from(good, (byte, at) =>
            at === index ? byte ^ change : byte,
          );
          expect(await passkeyVerifies(alice.trustKey(), message, changed)).toBe(false);
        },
      ),
    );
  });
});
