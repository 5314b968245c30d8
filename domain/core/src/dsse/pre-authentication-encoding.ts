// SPDX-License-Identifier: Apache-2.0
// What a DSSE signature is made over (DSSE protocol v1): the payload together with its type, each
// with its length, so that no payload can be taken for another or for another type.
import { concatBytes } from '../encoding/bytes.ts';
import { utf8Encode } from '../encoding/utf8.ts';

/**
 * The bytes to sign: `DSSEv1`, the type and the payload, each preceded by its length in bytes, all
 * set apart by single spaces.
 *
 * @throws RangeError when `payloadType` holds a lone surrogate.
 */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8Encode(payloadType);
  return concatBytes([
    utf8Encode(`DSSEv1 ${type.length} `),
    type,
    utf8Encode(` ${payload.length} `),
    payload,
  ]);
}
