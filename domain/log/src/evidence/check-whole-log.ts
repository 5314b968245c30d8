// SPDX-License-Identifier: Apache-2.0
// With the whole log at hand: is the pack complete? Only then is it known that there was no other
// attempt.
import { refusal } from '@marketops/core';
import { parseAuditLeaf } from '../audit/audit-leaf.ts';
import type { LoggedLeaf } from '../audit/logged-leaf.ts';
import { verifyWholeLog, type WholeLog } from '../audit/verify-whole-log.ts';
import type { OpenedCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { EvidencePack } from './evidence-pack.ts';
import { tellsOfSubject } from './evidence-subject.ts';
import { concluded, notEvaluatedFor, type EvidenceCheck } from './evidence-verdict.ts';

/** Audits the log against the pack's checkpoint and looks for records that the pack leaves out. */
export async function checkWholeLog(
  pack: EvidencePack,
  opened: OpenedCheckpoint | null,
  leaves: WholeLog['leaves'],
): Promise<EvidenceCheck> {
  if (opened === null) return notEvaluatedFor('log_complete', 'a genuine checkpoint');
  const { checkpoint } = opened;
  const telling: number[] = [];
  const watched = watch(leaves, ({ index, leaf }) => {
    const record = parseAuditLeaf(leaf);
    const tells = record.ok && tellsOfSubject(record.value, pack.subject);
    if (tells && index < checkpoint.size) telling.push(index);
  });
  const verdict = await verifyWholeLog({ leaves: watched, checkpoint });
  const expected = `a log of ${checkpoint.size} leaves whose records of this attempt are all here`;
  if (!verdict.verified) {
    return concluded('log_complete', { expected, found: '' }, [verdict.refusal]);
  }
  const packed = new Set(pack.records.map(({ index }) => index));
  const withheld = telling.filter((index) => !packed.has(index));
  const found = `${telling.length} records of this attempt`;
  const details = { subject: 'records', expected, found: `without records ${withheld.join(', ')}` };
  const refusals = withheld.length === 0 ? [] : [refusal('evidence.records_withheld', details)];
  return concluded('log_complete', { expected, found }, refusals);
}

async function* watch(
  leaves: WholeLog['leaves'],
  look: (leaf: LoggedLeaf) => void,
): AsyncGenerator<LoggedLeaf> {
  for await (const leaf of leaves) {
    look(leaf);
    yield leaf;
  }
}
