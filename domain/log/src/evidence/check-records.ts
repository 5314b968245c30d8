// SPDX-License-Identifier: Apache-2.0
// Are the records in the log that was signed, and do they all tell of this attempt?
import {
  base64Decode,
  describeText,
  encodeAuditRecord,
  hexEncode,
  refusal,
  type Refusal,
} from '@marketops/core';
import type { OpenedCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { leafHash } from '../merkle/tree-hash.ts';
import { verifyInclusion } from '../merkle/verify-inclusion.ts';
import type { EvidencePack, ProvedRecord } from './evidence-pack.ts';
import { tellsOfSubject } from './evidence-subject.ts';
import { concluded, notEvaluatedFor, type EvidenceCheck } from './evidence-verdict.ts';

/** Every record's proof leads from its leaf to the root that was signed. */
export function checkInclusion(
  { records }: EvidencePack,
  opened: OpenedCheckpoint | null,
): EvidenceCheck {
  if (opened === null) return notEvaluatedFor('records_included', 'a genuine checkpoint');
  const { size, rootHash } = opened.checkpoint;
  const expected = `every record in the tree of ${size} leaves with root ${hexEncode(rootHash)}`;
  const refusals = records.flatMap((proved): readonly Refusal[] => {
    const claim = {
      leafIndex: proved.index,
      treeSize: size,
      leafHash: leafHash(encodeAuditRecord(proved.record)),
      proof: hashesOf(proved),
    };
    if (verifyInclusion(claim, rootHash)) return [];
    const found = `a proof that does not lead there from leaf ${proved.index}`;
    const details = { subject: `record ${proved.index}`, expected, found };
    return [refusal('evidence.record_not_included', details)];
  });
  return concluded('records_included', { expected, found: `${records.length} records` }, refusals);
}

/** Every record tells of the subject, and they stand in the order of the log, each once. */
export function checkBelonging({ records, subject }: EvidencePack): EvidenceCheck {
  const expected = 'records of this attempt alone, in the order of the log, each once';
  const refusals = records.flatMap(({ index, record }, at): readonly Refusal[] => {
    const previous = records[at - 1]?.index ?? -1;
    if (tellsOfSubject(record, subject) && index > previous) return [];
    const found =
      index > previous
        ? `${record.event} of ${describeText(record.operationId ?? record.runId ?? 'something else')}`
        : `record ${index} after record ${previous}`;
    return [refusal('evidence.record_foreign', { subject: `record ${index}`, expected, found })];
  });
  return concluded('records_belong', { expected, found: `${records.length} records` }, refusals);
}

function hashesOf({ proof }: ProvedRecord): readonly Uint8Array[] {
  return proof.flatMap((hash) => {
    const bytes = base64Decode(hash);
    return bytes.ok ? [bytes.value] : [];
  });
}
