// SPDX-License-Identifier: Apache-2.0
// The evidence pack: one file with everything about one attempt that a stranger needs who brings
// trust of their own. It has one spelling, canonical JSON, so that no byte of it can change unseen.
import {
  LIMITS,
  array,
  base64Decode,
  canonicalJsonBytes,
  describeText,
  describeValue,
  envelopeJsonSchema,
  equalBytes,
  integer,
  isJsonObject,
  literal,
  nullable,
  object,
  operationAuditRecordSchema,
  operationSchema,
  parseEnvelope,
  parsePlan,
  parseStrictJson,
  parsedText,
  publicationPlanSchema,
  refused,
  accepted,
  text,
  type JsonObject,
  type OperationAuditRecord,
  type Parsed,
  type PublicationPlan,
  type Schema,
  type TypeOf,
} from '@marketops/core';
import { HASH_BYTES } from '../merkle/tree-hash.ts';
import { NOTE_LIMITS } from '../note/signed-note.ts';
import { PROOF_HASHES_MAX } from '../proof/tlog-proof.ts';
import { evidenceSubjectSchema } from './evidence-subject.ts';

/** What a pack may hold at most. */
export const EVIDENCE_LIMITS = {
  packBytesMax: 33_554_432,
  packDepthMax: LIMITS.jsonDepthMax + 2,
  recordsMax: 1_000,
} as const;

/** A DSSE envelope as an object of the pack; its digest is that of its canonical JSON. */
const envelopeMember: Schema<JsonObject> = {
  jsonSchema: envelopeJsonSchema,
  parse: (value, path) => {
    if (!isJsonObject(value)) return refused(path, 'an envelope', describeValue(value));
    const envelope = parseEnvelope(canonicalJsonBytes(value));
    return envelope.ok ? accepted(value) : below(path, envelope);
  },
};

/** A plan as an object of the pack, which agrees with itself. */
const planMember: Schema<PublicationPlan> = {
  jsonSchema: publicationPlanSchema.jsonSchema,
  parse: (value, path) => {
    if (!isJsonObject(value)) return refused(path, 'a plan', describeValue(value));
    const plan = parsePlan(canonicalJsonBytes(value));
    return plan.ok ? plan : below(path, plan);
  },
};

const hashMember = parsedText(
  (hash) => {
    const bytes = base64Decode(hash);
    return bytes.ok && bytes.value.length === HASH_BYTES
      ? accepted(hash)
      : refused('', `${HASH_BYTES} bytes in base64`, describeText(hash));
  },
  { pattern: '^[A-Za-z0-9+/]{43}=$' },
);

/** An audit record that can be a leaf: a larger one was never logged, and has no leaf hash. */
const recordMember: Schema<OperationAuditRecord> = {
  jsonSchema: operationAuditRecordSchema.jsonSchema,
  parse: (value, path) => {
    const record = operationAuditRecordSchema.parse(value, path);
    if (!record.ok) return record;
    const { length } = canonicalJsonBytes(record.value);
    return length <= LIMITS.auditRecordBytesMax
      ? record
      : refused(path, `a record of at most ${LIMITS.auditRecordBytesMax} bytes`, `${length} bytes`);
  },
};

/** One audit record with its place in the log and the hashes up to the checkpoint's root. */
const provedRecordSchema = object({
  index: integer(0),
  record: recordMember,
  proof: array(hashMember, 0, PROOF_HASHES_MAX),
});

/** One audit record with its place in the log and the hashes up to the checkpoint's root. */
export type ProvedRecord = TypeOf<typeof provedRecordSchema>;

/** The shape of an evidence pack (docs/reference/formats.md). Documents that an attempt lacked are null. */
export const evidencePackSchema = object({
  schema: literal('urn:marketops:evidence-pack:v1'),
  subject: evidenceSubjectSchema,
  plan: nullable(planMember),
  operation: nullable(operationSchema),
  receipt: nullable(envelopeMember),
  approvals: array(envelopeMember, 0, LIMITS.approvalsPerReceiptMax),
  records: array(provedRecordSchema, 1, EVIDENCE_LIMITS.recordsMax),
  /** A checkpoint as the log signed it, a note. */
  checkpoint: text({ lengthMin: 1, lengthMax: NOTE_LIMITS.charactersMax }),
});

/** Everything about one attempt. */
export type EvidencePack = TypeOf<typeof evidencePackSchema>;

/** The only bytes that are this pack. */
export function encodeEvidencePack(pack: EvidencePack): Uint8Array {
  return canonicalJsonBytes(pack);
}

/** Accepts bytes that are exactly `encodeEvidencePack` of a pack; verifies nothing further. */
export function parseEvidencePack(bytes: Uint8Array): Parsed<EvidencePack> {
  const json = parseStrictJson(bytes, {
    bytesMax: EVIDENCE_LIMITS.packBytesMax,
    depthMax: EVIDENCE_LIMITS.packDepthMax,
    numbers: 'integer',
  });
  if (!json.ok) return json;
  return equalBytes(canonicalJsonBytes(json.value), bytes)
    ? evidencePackSchema.parse(json.value, '')
    : refused('', 'canonical JSON (RFC 8785)', 'another spelling of the same value');
}

function below(path: string, answer: Extract<Parsed<unknown>, { ok: false }>): Parsed<never> {
  const { path: inside, expected, found } = answer.problem;
  return refused(`${path}${inside}`, expected, found);
}
