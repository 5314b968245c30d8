// SPDX-License-Identifier: Apache-2.0
// The client data document of a passkey ceremony (WebAuthn level 3, section 5.8.1): what the browser
// says it was asked, and by whom. Read strictly, so that no member can stand in it twice.
import {
  base64UrlDecode,
  describeValue,
  isJsonObject,
  parseStrictJson,
  type JsonValue,
} from '@marketops/core';

const clientDataLimits = { bytesMax: 16_384, depthMax: 4, numbers: 'integer' } as const;

/** What the document has to say. */
export interface ClientDataExpectation {
  readonly type: 'webauthn.create' | 'webauthn.get';
  /** Base64url, without padding. */
  readonly challenge: string;
  readonly origin: string;
}

/** In which way a client data document is not the expected one, in words; null where it is. */
export function clientDataMismatch(
  clientDataJson: string,
  expected: ClientDataExpectation,
): { readonly expected: string; readonly found: string } | null {
  const bytes = base64UrlDecode(clientDataJson);
  if (!bytes.ok) return bytes.problem;
  const document = parseStrictJson(bytes.value, clientDataLimits);
  if (!document.ok) return document.problem;
  const members: { readonly [member: string]: JsonValue } = isJsonObject(document.value)
    ? document.value
    : {};
  for (const name of ['type', 'challenge', 'origin'] as const) {
    if (members[name] !== expected[name]) {
      return {
        expected: `${name} ${expected[name]}`,
        found: `${name} ${describeValue(members[name])}`,
      };
    }
  }
  const { crossOrigin, topOrigin } = members;
  const direct = (crossOrigin === undefined || crossOrigin === false) && topOrigin === undefined;
  return direct ? null : { expected: 'a page of the origin itself', found: 'an embedded page' };
}
