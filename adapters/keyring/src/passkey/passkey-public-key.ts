// SPDX-License-Identifier: Apache-2.0
// Which COSE keys (RFC 9053) a passkey may have. The library takes the hash from the key's `alg`
// whatever its type is, SHA-1 among them, so the whole combination is fixed here, and with it the one
// spelling of each key: another would be a key id of its own for a key that somebody has already.
import { equalBytes } from '@marketops/core';
import { ED25519_PUBLIC_KEY_BYTES } from '../ed25519/ed25519-key.ts';
import { isWeakEd25519PublicKey } from '../ed25519/weak-public-key.ts';
import type { WebAuthnLibrary } from './webauthn-library.ts';

/** COSE algorithm numbers, in the order in which a registration should offer them. */
export const PASSKEY_ALGORITHMS = { ES256: -7, EdDSA: -8, RS256: -257 } as const;

/** Members of a COSE key; the meaning of the negative ones depends on the type. */
const members = { type: 1, algorithm: 3, first: -1, second: -2, third: -3 } as const;
/** All members in the order of CTAP2's canonical CBOR; only a point of a curve has the last. */
const memberOrder: readonly number[] = Object.values(members);
const keyTypes = { octet: 1, curve: 2, rsa: 3 } as const;
const curves = { p256: 1, ed25519: 6 } as const;

const p256CoordinateBytes = 32;
const rsaModulusBytesMin = 256;
const rsaExponent = Buffer.from([1, 0, 1]);

/** Whether the bytes are one COSE key of an admitted kind, in the one spelling that it has. */
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
  const names = memberOrder.slice(0, key.has(members.third) ? memberOrder.length : -1);
  if ([...key.keys()].join() !== names.join()) return false;
  const type = key.get(members.type);
  const algorithm = key.get(members.algorithm);
  if (algorithm === PASSKEY_ALGORITHMS.ES256) return type === keyTypes.curve && isP256(key);
  if (algorithm === PASSKEY_ALGORITHMS.EdDSA) return type === keyTypes.octet && isEd25519(key);
  return algorithm === PASSKEY_ALGORITHMS.RS256 && type === keyTypes.rsa && isRsa(key);
}

function isP256(key: CborMap): boolean {
  return (
    key.get(members.first) === curves.p256 &&
    bytesAt(key, members.second).length === p256CoordinateBytes &&
    bytesAt(key, members.third).length === p256CoordinateBytes
  );
}

function isEd25519(key: CborMap): boolean {
  const point = bytesAt(key, members.second);
  return (
    !key.has(members.third) &&
    key.get(members.first) === curves.ed25519 &&
    point.length === ED25519_PUBLIC_KEY_BYTES &&
    !isWeakEd25519PublicKey(point)
  );
}

function isRsa(key: CborMap): boolean {
  const modulus = bytesAt(key, members.first);
  return (
    !key.has(members.third) &&
    modulus.length >= rsaModulusBytesMin &&
    modulus[0] !== 0 &&
    equalBytes(bytesAt(key, members.second), rsaExponent)
  );
}

function bytesAt(key: CborMap, member: number): Uint8Array {
  const value = key.get(member);
  return value instanceof Uint8Array ? value : new Uint8Array();
}
