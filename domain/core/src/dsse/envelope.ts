// SPDX-License-Identifier: Apache-2.0
// A DSSE envelope: a payload, its type, and signatures over both. Reading one says nothing about
// whether a signature is genuine.
import { base64Decode, base64Encode } from '../encoding/base64.ts';
import { canonicalJsonBytes } from '../json/canonical-json.ts';
import { parseStrictJson, type JsonLimits } from '../json/strict-json.ts';
import { LIMITS } from '../limits.ts';
import { array, object } from '../schema/composites.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { text } from '../schema/scalars.ts';
import type { Schema } from '../schema/schema.ts';

export { preAuthenticationEncoding } from './pre-authentication-encoding.ts';

/** One signature over the pre-authentication encoding of an envelope. */
export interface DsseSignature {
  /** Which key is said to have signed: a hint that chooses a pinned key, never trust in itself. */
  readonly keyid: string;
  readonly sig: Uint8Array;
}

/** A signed payload; the payload is kept as the very bytes that were signed. */
export interface DsseEnvelope {
  readonly payload: Uint8Array;
  readonly payloadType: string;
  readonly signatures: readonly DsseSignature[];
}

/** What an envelope may hold at most. */
export const ENVELOPE_LIMITS = {
  envelopeBytesMax: LIMITS.envelopeBytesMax,
  signaturesMax: 16,
  signatureBytesMax: 16_384,
  keyIdCharactersMax: 256,
  payloadTypeCharactersMax: 256,
} as const;

const jsonLimits: JsonLimits = {
  bytesMax: ENVELOPE_LIMITS.envelopeBytesMax,
  depthMax: 3,
  membersMax: 100,
  numbers: 'integer',
};

const envelopeSchema = object({
  payload: base64(0, ENVELOPE_LIMITS.envelopeBytesMax),
  payloadType: text({ lengthMin: 1, lengthMax: ENVELOPE_LIMITS.payloadTypeCharactersMax }),
  signatures: array(
    object({
      keyid: text({ lengthMin: 1, lengthMax: ENVELOPE_LIMITS.keyIdCharactersMax }),
      sig: base64(1, ENVELOPE_LIMITS.signatureBytesMax),
    }),
    1,
    ENVELOPE_LIMITS.signaturesMax,
  ),
});

/** An envelope's shape as a JSON Schema (draft 2020-12). */
export const envelopeJsonSchema = envelopeSchema.jsonSchema;

/**
 * Reads an envelope of at most 1 MiB with 1 to 16 signatures.
 *
 * Stricter than DSSE, which lets readers skip unknown members and lets `keyid` be absent and
 * base64 be of either kind: here members are exactly `payload`, `payloadType` and `signatures`,
 * each signature is exactly `keyid` and `sig`, and base64 is the standard one, padded.
 */
export function parseEnvelope(bytes: Uint8Array): Parsed<DsseEnvelope> {
  const json = parseStrictJson(bytes, jsonLimits);
  return json.ok ? envelopeSchema.parse(json.value, '') : json;
}

/** An envelope as canonical JSON in UTF-8. */
export function encodeEnvelope(envelope: DsseEnvelope): Uint8Array {
  return canonicalJsonBytes({
    payload: base64Encode(envelope.payload),
    payloadType: envelope.payloadType,
    signatures: envelope.signatures.map(({ keyid, sig }) => ({ keyid, sig: base64Encode(sig) })),
  });
}

/** A byte string of bounded length, in standard base64. */
function base64(bytesMin: number, bytesMax: number): Schema<Uint8Array> {
  const digits = text({ lengthMin: 0, lengthMax: 4 * Math.ceil(bytesMax / 3) });
  return {
    jsonSchema: { ...digits.jsonSchema, contentEncoding: 'base64' },
    parse: (value, path) => {
      const spelling = digits.parse(value, path);
      if (!spelling.ok) return spelling;
      const decoded = base64Decode(spelling.value);
      if (!decoded.ok) return refused(path, decoded.problem.expected, decoded.problem.found);
      const { length } = decoded.value;
      return length >= bytesMin && length <= bytesMax
        ? accepted(decoded.value)
        : refused(path, `${bytesMin} to ${bytesMax} bytes in base64`, `${length} bytes`);
    },
  };
}
