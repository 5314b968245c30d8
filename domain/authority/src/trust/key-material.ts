// SPDX-License-Identifier: Apache-2.0
// What a key of a trust root is made of, under whatever algorithm it is listed: who holds one Ed25519
// key can sign by it as it is, through SSH, and as a passkey in software.
import { base64Decode, base64Encode, equalBytes, type TrustKey } from '@marketops/core';

/** What stands before the 32 bytes of an Ed25519 key in its one COSE spelling (RFC 9053). */
const coseEd25519Head = Uint8Array.from([0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32]);
const ed25519KeyBytes = 32;

/** A text that is the same for two entries exactly if they are the same key. */
export function keyMaterial({ algorithm, publicKey }: TrustKey): string {
  const bytes = base64Decode(publicKey);
  if (algorithm !== 'webauthn' || !bytes.ok) return publicKey;
  const head = bytes.value.slice(0, coseEd25519Head.length);
  const raw = bytes.value.slice(coseEd25519Head.length);
  const isEd25519 = raw.length === ed25519KeyBytes && equalBytes(head, coseEd25519Head);
  return isEd25519 ? base64Encode(raw) : publicKey;
}
