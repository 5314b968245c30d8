// SPDX-License-Identifier: Apache-2.0
// A passkey's answer to one statement, as it stands in an envelope's `sig`: canonical JSON of four
// base64url members. Reading closes two gaps that a lenient reader leaves open: a client data
// document with a member twice, and padded or otherwise ambiguous base64url.
import {
  base64UrlDecode,
  canonicalJson,
  isJsonObject,
  object,
  parseStrictJson,
  text,
  utf8Decode,
  type JsonObject,
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

const jsonLimits = { bytesMax: assertionBytesMax, depthMax: 4 } as const;

/** Reads an assertion from signature bytes, or null where it is not exactly one. */
export function readPasskeyAssertion(sig: Uint8Array): PasskeyAssertion | null {
  const json = parseStrictJson(sig, { ...jsonLimits, numbers: 'integer' });
  if (!json.ok) return null;
  const assertion = assertionSchema.parse(json.value, '');
  const canonical = utf8Decode(sig);
  if (!assertion.ok || !canonical.ok || canonicalJson(json.value) !== canonical.value) return null;
  const strict = Object.values(assertion.value).every((member) => base64UrlDecode(member).ok);
  return strict ? assertion.value : null;
}

/** The client data document of an assertion, or null where it is ambiguous. */
export function readClientData(assertion: PasskeyAssertion): JsonObject | null {
  const bytes = base64UrlDecode(assertion.clientDataJSON);
  if (!bytes.ok) return null;
  const json = parseStrictJson(bytes.value, { ...jsonLimits, numbers: 'integer' });
  return json.ok && isJsonObject(json.value) ? json.value : null;
}
