// SPDX-License-Identifier: Apache-2.0
// The public key of a person who is enrolled: from a `.pub` file, ours or OpenSSH's, or from the
// registration of a passkey.
import { refusal, type TrustKey } from '@marketops/core';
import { readPasskeyRegistration, readSshPublicKeyLine } from '@marketops/keyring';
import { readGivenFile } from '../act/given-file.ts';
import { refuse } from '../face/command-result.ts';
import { readPublicKeyFile } from '../home/public-key-file.ts';

/** Where the key comes from. */
export interface EnrolledKeySource {
  readonly key?: string;
  /** The JSON of a browser's registration answer. */
  readonly passkey?: string;
  /** The challenge that the browser was given. */
  readonly challenge?: string;
  readonly origin?: string;
  readonly relyingParty?: string;
}

/** What a trust root keeps of the key. */
export type EnrolledKey = Pick<TrustKey, 'keyId' | 'algorithm' | 'publicKey' | 'passkey'>;

/** Reads the key; null where none is named. */
export async function readEnrolledKey(source: EnrolledKeySource): Promise<EnrolledKey | null> {
  const { key, passkey, challenge, origin, relyingParty } = source;
  if (key !== undefined && passkey !== undefined) {
    return invalid('either --key or --passkey', 'both');
  }
  if (passkey === undefined && (challenge ?? origin ?? relyingParty) !== undefined) {
    return invalid('--passkey beside --challenge, --origin and --relying-party', 'none');
  }
  if (key !== undefined) {
    return { ...(await readPublicKeyFile(key, readSshPublicKeyLine)), passkey: null };
  }
  return passkey === undefined ? null : readPasskey(passkey, source);
}

async function readPasskey(
  file: string,
  { challenge, origin, relyingParty }: EnrolledKeySource,
): Promise<EnrolledKey> {
  if (challenge === undefined || origin === undefined) {
    return invalid('--challenge and --origin beside --passkey', 'one missing');
  }
  const host = URL.parse(origin)?.hostname;
  const relyingPartyId = relyingParty ?? host;
  if (relyingPartyId === undefined) return invalid('--origin as https://HOST', origin);
  const ceremony = { challenge, origin, relyingPartyId };
  const reading = await readPasskeyRegistration(await readGivenFile(file), ceremony);
  return reading.ok ? reading.value : refuse(reading.refusal);
}

function invalid(expected: string, found: string): never {
  return refuse(refusal('usage.invalid', { subject: 'options', expected, found }));
}
