// SPDX-License-Identifier: Apache-2.0
// Reads and writes a signed thing: DSSE around an in-toto Statement around our predicate. The bytes
// that were signed are the bytes that are parsed; nothing is ever re-serialized.
import { encodeEnvelope, parseEnvelope, type DsseEnvelope } from '../dsse/envelope.ts';
import { encodeStatement, IN_TOTO_PAYLOAD_TYPE, parseStatement } from '../dsse/statement.ts';
import { digestOfBytes, type Sha256Digest } from '../json/digest.ts';
import type { JsonValue } from '../json/json-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import type { Schema } from '../schema/schema.ts';
import { describeText } from '../schema/describe-value.ts';
import type { PredicateType } from './predicate-types.ts';

/** A signed thing as read; its signatures are not yet verified. */
export interface SignedPredicate<T> {
  readonly envelope: DsseEnvelope;
  readonly predicate: T;
  /** SHA-256 of the canonical envelope: how other documents refer to this one. */
  readonly digest: Sha256Digest;
}

/** What a predicate is about: one named digest. */
export interface PredicateSubject {
  readonly name: string;
  readonly sha256: Sha256Digest;
}

/** How one kind of signed thing is read. */
export interface PredicateKind<T> {
  readonly predicateType: PredicateType;
  readonly schema: Schema<T>;
  /** The one subject its statement must have. */
  readonly subject: (predicate: T) => PredicateSubject;
}

/** The payload type that an envelope's statement carries, without accepting the rest. */
export function readPredicateType(envelope: DsseEnvelope): Parsed<string> {
  if (envelope.payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    return refused('/payloadType', IN_TOTO_PAYLOAD_TYPE, describeText(envelope.payloadType));
  }
  const statement = parseStatement(envelope.payload);
  return statement.ok ? accepted(statement.value.predicateType) : statement;
}

/** Accepts the bytes of an envelope as one kind of signed thing; verifies no signature. */
export function readSignedPredicate<T>(
  kind: PredicateKind<T>,
  bytes: Uint8Array,
): Parsed<SignedPredicate<T>> {
  const envelope = parseEnvelope(bytes);
  if (!envelope.ok) return envelope;
  const predicateType = readPredicateType(envelope.value);
  if (!predicateType.ok) return predicateType;
  if (predicateType.value !== kind.predicateType) {
    return refused('/predicateType', kind.predicateType, describeText(predicateType.value));
  }
  const statement = parseStatement(envelope.value.payload);
  if (!statement.ok) return statement;
  const predicate = kind.schema.parse(statement.value.predicate, '/predicate');
  if (!predicate.ok) return predicate;
  const expected = kind.subject(predicate.value);
  const [subject, ...more] = statement.value.subject;
  const agrees = subject?.name === expected.name && subject.digest['sha256'] === expected.sha256;
  if (!agrees || more.length > 0) {
    return refused('/subject', `one subject ${expected.name} ${expected.sha256}`, 'another');
  }
  return accepted({
    envelope: envelope.value,
    predicate: predicate.value,
    digest: digestOfBytes(encodeEnvelope(envelope.value)),
  });
}

/** The exact payload bytes that are signed for a predicate. */
export function encodeSignedPayload<T extends JsonValue>(
  kind: PredicateKind<T>,
  predicate: T,
): Uint8Array {
  const subject = kind.subject(predicate);
  return encodeStatement({
    subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
    predicateType: kind.predicateType,
    predicate,
  });
}
