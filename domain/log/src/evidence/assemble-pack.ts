// SPDX-License-Identifier: Apache-2.0
// Assembles an evidence pack from what a store holds. It judges nothing: a pack is worth only what
// verifying it shows.
import {
  accepted,
  base64Encode,
  describeValue,
  isJsonObject,
  parseStrictJson,
  LIMITS,
  refused,
  type JsonValue,
  type Operation,
  type OperationAuditRecord,
  type Parsed,
} from '@marketops/core';
import type { AuditLogReader } from '../audit/audit-log-reader.ts';
import { parseCheckpoint } from '../checkpoint/checkpoint.ts';
import { parseSignedNote } from '../note/signed-note.ts';
import {
  evidencePackSchema,
  EVIDENCE_LIMITS,
  type EvidencePack,
  type ProvedRecord,
} from './evidence-pack.ts';
import { withNamedDocuments } from './named-documents.ts';
import { tellsOfSubject, type EvidenceSubject } from './evidence-subject.ts';

/** One record with its place in the log. */
export interface LoggedRecord {
  readonly index: number;
  readonly record: OperationAuditRecord;
}

/** What a pack is assembled from; bytes are those of the store, unchanged. */
export interface EvidenceSources {
  readonly subject: EvidenceSubject;
  readonly plan: Uint8Array | null;
  readonly operation: Operation | null;
  /** The receipt's envelope. */
  readonly receipt: Uint8Array | null;
  /** The envelopes of the approvals, in the order in which the receipt lists them. */
  readonly approvals: readonly Uint8Array[];
  /** At least every record that tells of the subject, in any order; others are left out. */
  readonly records: readonly LoggedRecord[];
  /** A signed checkpoint that is not older than any of those records. */
  readonly signedCheckpoint: string;
  readonly log: AuditLogReader;
}

/**
 * Makes a pack, or says which source cannot be part of one. Documents that a rejection's own record
 * does not name are left out.
 *
 * Throws where the log itself cannot be read.
 */
export async function assembleEvidencePack(
  sources: EvidenceSources,
): Promise<Parsed<EvidencePack>> {
  const records = await proveRecords(sources);
  if (!records.ok) return records;
  const plan = readDocument('/plan', sources.plan);
  if (!plan.ok) return plan;
  const receipt = readDocument('/receipt', sources.receipt);
  if (!receipt.ok) return receipt;
  const approvals: JsonValue[] = [];
  for (const [at, bytes] of sources.approvals.entries()) {
    const approval = readDocument(`/approvals/${at}`, bytes);
    if (!approval.ok) return approval;
    approvals.push(approval.value);
  }
  const pack = evidencePackSchema.parse(
    {
      schema: 'urn:marketops:evidence-pack:v1',
      subject: sources.subject,
      plan: plan.value,
      operation: sources.operation,
      receipt: receipt.value,
      approvals,
      records: records.value,
      checkpoint: sources.signedCheckpoint,
    },
    '',
  );
  return pack.ok ? accepted(withNamedDocuments(pack.value)) : pack;
}

async function proveRecords({
  subject,
  records,
  signedCheckpoint,
  log,
}: EvidenceSources): Promise<Parsed<readonly ProvedRecord[]>> {
  const note = parseSignedNote(signedCheckpoint);
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!checkpoint.ok) {
    return refused('/checkpoint', checkpoint.problem.expected, checkpoint.problem.found);
  }
  const { size } = checkpoint.value;
  const telling = records
    .filter(({ record }) => tellsOfSubject(record, subject))
    .toSorted((left, right) => left.index - right.index);
  const proved: ProvedRecord[] = [];
  for (const { index, record } of telling) {
    if (index >= size) {
      return refused('/checkpoint', `a checkpoint that covers record ${index}`, `size ${size}`);
    }
    const proof = await log.proveRecord(index, { size });
    proved.push({ index, record, proof: proof.map(base64Encode) });
  }
  return accepted(proved);
}

function readDocument(path: string, bytes: Uint8Array | null): Parsed<JsonValue> {
  if (bytes === null) return accepted(null);
  const json = parseStrictJson(bytes, {
    bytesMax: EVIDENCE_LIMITS.packBytesMax,
    depthMax: LIMITS.jsonDepthMax,
    numbers: 'integer',
  });
  if (!json.ok) return refused(path, json.problem.expected, json.problem.found);
  return isJsonObject(json.value) ? json : refused(path, 'an object', describeValue(json.value));
}
