// SPDX-License-Identifier: Apache-2.0
// An in-toto Statement v1: a predicate of some type about subjects named by their digests.
import { canonicalJsonBytes } from '../json/canonical-json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { parseStrictJson, type JsonLimits } from '../json/strict-json.ts';
import { array, isJsonObject, object } from '../schema/composites.ts';
import { describeText, describeValue } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { anyJson, literal, text } from '../schema/scalars.ts';
import type { Schema } from '../schema/schema.ts';
import { ENVELOPE_LIMITS } from './envelope.ts';

/** The `payloadType` of an envelope that carries a statement. */
export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** The `_type` of every statement. */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** What a statement is about: a name, and digests by their algorithm in lower-case hexadecimal. */
export interface StatementSubject {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** A statement, without its constant `_type`. */
export interface Statement {
  readonly subject: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: JsonValue;
}

const subjectsMax = 1_000;
const digestsPerSubjectMax = 8;
const nameCharactersMax = 1_024;
const predicateTypeCharactersMax = 256;

const jsonLimits: JsonLimits = {
  bytesMax: ENVELOPE_LIMITS.envelopeBytesMax,
  depthMax: 32,
  membersMax: 100_000,
  numbers: 'integer',
};

const algorithmPattern = /^[a-z][A-Za-z0-9_-]{0,31}$/;
const digestPattern = /^(?:[0-9a-f]{2}){16,64}$/;

const digestSet: Schema<Readonly<Record<string, string>>> = {
  jsonSchema: {
    type: 'object',
    propertyNames: { pattern: algorithmPattern.source },
    additionalProperties: { type: 'string', pattern: digestPattern.source },
    minProperties: 1,
    maxProperties: digestsPerSubjectMax,
  },
  parse: parseDigestSet,
};

const statementSchema = object({
  _type: literal(STATEMENT_TYPE),
  subject: array(
    object({ name: text({ lengthMin: 1, lengthMax: nameCharactersMax }), digest: digestSet }),
    1,
    subjectsMax,
  ),
  predicateType: text({ lengthMin: 1, lengthMax: predicateTypeCharactersMax }),
  predicate: anyJson,
});

/**
 * Reads a statement from the payload of an envelope, whose signature has been verified first.
 *
 * Members are exactly `_type`, `subject`, `predicateType` and `predicate`; numbers in the predicate
 * are integers. The predicate itself is the business of its own schema.
 */
export function parseStatement(payload: Uint8Array): Parsed<Statement> {
  const json = parseStrictJson(payload, jsonLimits);
  if (!json.ok) return json;
  const statement = statementSchema.parse(json.value, '');
  if (!statement.ok) return statement;
  const { subject, predicateType, predicate } = statement.value;
  return accepted({ subject, predicateType, predicate });
}

/** A statement as canonical JSON in UTF-8: the bytes to sign. */
export function encodeStatement(statement: Statement): Uint8Array {
  return canonicalJsonBytes({
    _type: STATEMENT_TYPE,
    subject: statement.subject.map(({ name, digest }) => ({ name, digest })),
    predicateType: statement.predicateType,
    predicate: statement.predicate,
  });
}

function parseDigestSet(
  value: JsonValue | undefined,
  path: string,
): Parsed<Readonly<Record<string, string>>> {
  if (!isJsonObject(value)) return refused(path, 'an object', describeValue(value));
  const entries = Object.entries(value);
  if (entries.length === 0 || entries.length > digestsPerSubjectMax) {
    return refused(path, `1 to ${digestsPerSubjectMax} digests`, `${entries.length}`);
  }
  const digests: Record<string, string> = {};
  for (const [algorithm, digest] of entries) {
    if (!algorithmPattern.test(algorithm)) {
      return refused(path, 'the name of a digest algorithm', describeText(algorithm));
    }
    if (typeof digest !== 'string' || !digestPattern.test(digest)) {
      return refused(`${path}/${algorithm}`, 'lower-case hexadecimal', describeValue(digest));
    }
    digests[algorithm] = digest;
  }
  return accepted(digests);
}
