// SPDX-License-Identifier: Apache-2.0
// CBOR (RFC 8949) as far as authenticators write it: integers, byte strings, texts and maps.
import type { KeyObject } from 'node:crypto';

const majorTypes = { unsigned: 0, negative: 1, bytes: 2, text: 3, map: 5 } as const;

/** A value in its shortest encoding; maps keep their order. */
export function encodeCbor(value: unknown): Buffer {
  if (typeof value === 'number') {
    return value >= 0 ? head(majorTypes.unsigned, value) : head(majorTypes.negative, -1 - value);
  }
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([head(majorTypes.text, text.length), text]);
  }
  if (value instanceof Uint8Array) {
    return Buffer.concat([head(majorTypes.bytes, value.length), value]);
  }
  if (value instanceof Map) {
    const members = [...value].flatMap(([key, member]) => [encodeCbor(key), encodeCbor(member)]);
    return Buffer.concat([head(majorTypes.map, value.size), ...members]);
  }
  throw new TypeError('a value of a kind that authenticators do not write');
}

function head(majorType: number, argument: number): Buffer {
  const high = majorType << 5;
  if (argument < 24) return Buffer.from([high | argument]);
  if (argument < 0x100) return Buffer.from([high | 24, argument]);
  return Buffer.from([high | 25, argument >> 8, argument & 0xff]);
}

/** A public key as a COSE key (RFC 9053). */
export function coseKeyOf(publicKey: KeyObject): Uint8Array {
  const jwk = publicKey.export({ format: 'jwk' });
  const bytesOf = (text = ''): Buffer => Buffer.from(text, 'base64url');
  const [x, y] = [bytesOf(jwk.x), bytesOf(jwk.y)];
  if (jwk.kty === 'EC')
    return cose([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]);
  if (jwk.kty === 'OKP')
    return cose([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, x],
    ]);
  return cose([
    [1, 3],
    [3, -257],
    [-1, bytesOf(jwk.n)],
    [-2, bytesOf(jwk.e)],
  ]);
}

/** A COSE key of these members, well made or not. */
export function cose(members: readonly (readonly [number, number | Uint8Array])[]): Uint8Array {
  return new Uint8Array(encodeCbor(new Map(members)));
}
