// SPDX-License-Identifier: Apache-2.0
// The bytes of a leaf: one audit record in its one encoding. A record that another reader could read
// otherwise is no leaf.
import {
  LIMITS,
  canonicalJson,
  encodeAuditRecord,
  equalBytes,
  operationAuditRecordSchema,
  parseStrictJson,
  refused,
  type OperationAuditRecord,
  type Parsed,
} from '@marketops/core';

/**
 * The leaf bytes of a record.
 *
 * @throws TypeError for what is not an audit record: such a leaf could never be verified again.
 * @throws RangeError for a record that is too large.
 */
export function encodeAuditLeaf(record: OperationAuditRecord): Uint8Array {
  const parsed = operationAuditRecordSchema.parse(record, '');
  if (!parsed.ok) {
    const { path, expected, found } = parsed.problem;
    throw new TypeError(`expected ${expected} at ${path} of an audit record, found ${found}`);
  }
  return encodeAuditRecord(parsed.value);
}

/** Accepts the bytes of a leaf as an audit record; they must be exactly its canonical JSON. */
export function parseAuditLeaf(leaf: Uint8Array): Parsed<OperationAuditRecord> {
  const json = parseStrictJson(leaf, {
    bytesMax: LIMITS.auditRecordBytesMax,
    depthMax: LIMITS.jsonDepthMax,
    numbers: 'integer',
  });
  if (!json.ok) return json;
  const record = operationAuditRecordSchema.parse(json.value, '');
  if (!record.ok || equalBytes(encodeAuditRecord(record.value), leaf)) return record;
  return refused('', 'canonical JSON', `another spelling of ${canonicalJson(record.value)}`);
}
