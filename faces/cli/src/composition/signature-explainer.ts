// SPDX-License-Identifier: Apache-2.0
// Tells people who signed in good faith with the wrong tool what was wrong with their signature.
import type { SignatureExplainer, SignatureFlaw } from '@marketops/authority';
import { base64UrlDecode, type TrustKey } from '@marketops/core';
import { readPasskeyAssertion, SSH_NAMESPACE } from '@marketops/keyring';

/** Explains SSH signatures of another namespace, and passkeys that did not verify their user. */
export const signatureExplainer: SignatureExplainer = {
  explain: async (key, _message, signature) => flawOf(key, signature),
};

function flawOf({ algorithm }: TrustKey, signature: Uint8Array): SignatureFlaw {
  switch (algorithm) {
    case 'ed25519':
      return 'approval.signature_invalid';
    case 'sshsig-ed25519': {
      const namespace = sshNamespace(signature);
      const other = namespace !== null && namespace !== SSH_NAMESPACE;
      return other ? 'approval.namespace_mismatch' : 'approval.signature_invalid';
    }
    case 'webauthn':
      return userWasVerified(signature) === false
        ? 'approval.user_not_verified'
        : 'approval.signature_invalid';
  }
}

const sshMagic = 'SSHSIG';
const sshVersionBytes = 4;
const sshLengthBytes = 4;

/** The namespace of an SSHSIG blob (OpenSSH PROTOCOL.sshsig): it follows version and public key. */
function sshNamespace(blob: Uint8Array): string | null {
  const view = Buffer.from(blob);
  if (view.subarray(0, sshMagic.length).toString('latin1') !== sshMagic) return null;
  const key = sshString(view, sshMagic.length + sshVersionBytes);
  const namespace = key === null ? null : sshString(view, key.ends);
  return namespace === null ? null : namespace.text;
}

function sshString(
  view: Buffer,
  at: number,
): { readonly text: string; readonly ends: number } | null {
  const begins = at + sshLengthBytes;
  if (begins > view.length) return null;
  const ends = begins + view.readUInt32BE(at);
  return ends > view.length ? null : { text: view.toString('utf8', begins, ends), ends };
}

const flagsOffset = 32;
const userVerifiedFlag = 0x04;

/** The flag of WebAuthn's authenticator data (level 3, section 6.1); null where there are none. */
function userWasVerified(signature: Uint8Array): boolean | null {
  const assertion = readPasskeyAssertion(signature);
  const data = assertion === null ? null : base64UrlDecode(assertion.authenticatorData);
  const flags = data?.ok === true ? data.value[flagsOffset] : undefined;
  return flags === undefined ? null : (flags & userVerifiedFlag) !== 0;
}
