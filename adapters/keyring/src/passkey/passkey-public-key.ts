// SPDX-License-Identifier: Apache-2.0
// Which COSE keys (RFC 9053) a passkey may have. The library takes the hash from the key's `alg`
// whatever its type is, SHA-1 among them, so the whole combination is fixed here.
import { equalBytes } from '@marketops/core';
import { ED25519_PUBLIC_KEY_BYTES } from '../ed25519/ed25519-key.ts';
import { isWeakEd25519PublicKey } from '../ed25519/weak-public-key.ts';
import type { WebAuthnLibrary } from './webauthn-library.ts';

/** COSE algorithm numbers, in the order in which a registration should offer them. */
export const PASSKEY_ALGORITHMS = { ES256: -7, EdDSA: -8, RS256: -257 } as const;

/** Members of a COSE key; the meaning of the negative ones depends on the type. */
const members = { type: 1, algorithm: 3, first: -1, second: -2, third: -3 } as const;
const keyTypes = { octet: 1, curve: 2, rsa: 3 } as const;
const curves = { p256: 1, ed25519: 6 } as const;

const p256CoordinateBytes = 32;
const rsaModulusBytesMin = 256;
const rsaExponent = Buffer.from([1, 0, 1]);

/** Whether the bytes are one COSE key of an admitted kind, in the one spelling its bytes have. */
export function isPasskeyPublicKey(
  library: WebAuthnLibrary,
  coseKey: Uint8Array<ArrayBuffer>,
): boolean {
  try {
    const decoded: unknown = library.decodePublicKey(coseKey);
    if (!isCborMap(decoded)) return false;
    return isAdmitted(decoded) && equalBytes(library.encodeCbor(decoded), coseKey);
  } catch {
    // The library throws where the bytes are no CBOR.
    return false;
  }
}

type CborMap = Map<number, Uint8Array | number>;

/** Whether the keys are numbers and the values numbers or bytes, as in every COSE key. */
function isCborMap(value: unknown): value is CborMap {
  return (
    value instanceof Map &&
    [...value].every(
      ([key, member]) =>
        typeof key === 'number' && (typeof member === 'number' || member instanceof Uint8Array),
    )
  );
}

function isAdmitted(key: CborMap): boolean {
  const first = key.get(members.first);
  const second = bytesAt(key, members.second);
  const third = bytesAt(key, members.third);
  switch (key.get(members.algorithm)) {
    case PASSKEY_ALGORITHMS.ES256:
      return (
        key.get(members.type) === keyTypes.curve &&
        first === curves.p256 &&
        second.length === p256CoordinateBytes &&
        third.length === p256CoordinateBytes
      );
    case PASSKEY_ALGORITHMS.EdDSA:
      return (
        key.get(members.type) === keyTypes.octet &&
        first === curves.ed25519 &&
        second.length === ED25519_PUBLIC_KEY_BYTES &&
        !isWeakEd25519PublicKey(second)
      );
    case PASSKEY_ALGORITHMS.RS256:
      return (
        key.get(members.type) === keyTypes.rsa &&
        bytesAt(key, members.first).length >= rsaModulusBytesMin &&
        equalBytes(second, rsaExponent)
      );
    default:
      return false;
  }
}

function bytesAt(key: CborMap, member: number): Uint8Array {
  const value = key.get(member);
  return value instanceof Uint8Array ? value : new Uint8Array();
}
