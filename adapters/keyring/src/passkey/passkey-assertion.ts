// SPDX-License-Identifier: Apache-2.0
// A passkey's answer to one statement, as it stands in an envelope's `sig`: canonical JSON of four
// base64url members, each in its one spelling, so that no two texts carry the same answer.
import {
  base64UrlDecode,
  canonicalJson,
  object,
  parseStrictJson,
  text,
  utf8Decode,
  type TypeOf,
} from '@marketops/core';

const assertionBytesMax = 16_384;
const memberCharactersMax = 8_192;
const base64UrlText = text({ lengthMin: 1, lengthMax: memberCharactersMax });

const assertionSchema = object({
  authenticatorData: base64UrlText,
  clientDataJSON: base64UrlText,
  credentialId: base64UrlText,
  signature: base64UrlText,
});

/** The four parts of a passkey's answer, each strict base64url. */
export type PasskeyAssertion = TypeOf<typeof assertionSchema>;

const jsonLimits = { bytesMax: assertionBytesMax, depthMax: 2, numbers: 'integer' } as const;

/** Reads an assertion from signature bytes, or null where it is not exactly one. */
export function readPasskeyAssertion(sig: Uint8Array): PasskeyAssertion | null {
  const json = parseStrictJson(sig, jsonLimits);
  if (!json.ok) return null;
  const assertion = assertionSchema.parse(json.value, '');
  const canonical = utf8Decode(sig);
  if (!assertion.ok || !canonical.ok || canonicalJson(json.value) !== canonical.value) return null;
  const strict = Object.values(assertion.value).every((member) => base64UrlDecode(member).ok);
  return strict ? assertion.value : null;
}
