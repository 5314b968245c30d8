// SPDX-License-Identifier: Apache-2.0
// Signatures that were made elsewhere: an armoured SSHSIG, or a passkey's answer as browsers give it.
// Which key of the person made it is found by trying; whether it counts is the ceremony's to say.
import {
  canonicalJsonBytes,
  isJsonObject,
  keyHolds,
  parseStrictJson,
  refusal,
  type JsonValue,
  type PersonId,
  type TrustKey,
} from '@marketops/core';
import { dearmourSshSignature, passkeyChallenge } from '@marketops/keyring';
import { refuse } from '../face/command-result.ts';
import type { OpenedHome } from './opened-home.ts';

/** A signature made elsewhere and the file that it came in. */
export interface DetachedSignature {
  readonly kind: 'ssh' | 'passkey';
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A signature with the id of the key that it is by, as far as anybody can tell. */
export interface KeyedSignature {
  readonly keyId: string;
  readonly sig: Uint8Array;
}

/** The challenge that a passkey must answer for a statement. */
export function challengeOf(statement: Uint8Array): string {
  return passkeyChallenge(statement);
}

/** Reads a signature and finds its key among those of a person. */
export async function readDetachedSignature(
  home: OpenedHome,
  signature: DetachedSignature,
  of: { readonly personId: PersonId; readonly statement: Uint8Array },
): Promise<KeyedSignature> {
  const sig = signature.kind === 'ssh' ? sshBlob(signature) : passkeyAnswer(signature);
  const keys = keysOf(home, signature.kind, of.personId);
  for (const key of keys) {
    if (await home.machine.verifier.verify(key, of.statement, sig)) {
      return { keyId: key.keyId, sig };
    }
  }
  const [first] = keys;
  if (first !== undefined) return { keyId: first.keyId, sig };
  const expected = `a key of ${of.personId} that signs this way`;
  const details = { subject: signature.file, expected, found: 'none in the trust root' };
  return refuse(refusal('key.not_in_trust_root', details));
}

function keysOf(
  { pins, machine }: OpenedHome,
  kind: DetachedSignature['kind'],
  personId: PersonId,
): readonly TrustKey[] {
  const algorithm = kind === 'ssh' ? 'sshsig-ed25519' : 'webauthn';
  const at = machine.clock.now();
  return pins.trustRoot.keys.filter(
    (key) =>
      key.personId === personId &&
      key.algorithm === algorithm &&
      keyHolds(key, { role: 'approve', at }),
  );
}

function sshBlob({ bytes, file }: DetachedSignature): Uint8Array {
  const blob = dearmourSshSignature(Buffer.from(bytes).toString('latin1'));
  if (blob !== null) return blob;
  const expected = 'an armoured signature of ssh-keygen -Y sign';
  const details = { subject: file, expected, found: 'another content' };
  return refuse(refusal('approval.malformed', details));
}

const answerLimits = { bytesMax: 65_536, depthMax: 8, numbers: 'finite' } as const;

/** `PublicKeyCredential.toJSON()` of an answer, brought into the one form that envelopes carry. */
function passkeyAnswer({ bytes, file }: DetachedSignature): Uint8Array {
  const json = parseStrictJson(bytes, answerLimits);
  const value = json.ok ? json.value : null;
  const response = isJsonObject(value) ? value['response'] : null;
  if (isJsonObject(value) && isJsonObject(response)) {
    const answer = {
      authenticatorData: textOf(response['authenticatorData']),
      clientDataJSON: textOf(response['clientDataJSON']),
      credentialId: textOf(value['id']),
      signature: textOf(response['signature']),
    };
    if (Object.values(answer).every((member) => member !== '')) return canonicalJsonBytes(answer);
  }
  const expected = 'the JSON of a passkey answer: id and response with its three members';
  const details = { subject: file, expected, found: 'another content' };
  return refuse(refusal('approval.malformed', details));
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
