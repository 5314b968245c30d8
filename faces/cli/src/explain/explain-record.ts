// SPDX-License-Identifier: Apache-2.0
// One record of the log explained: what it says in full, and the reasons that stand in it.
import { refusal, type OperationAuditRecord } from '@marketops/core';
import { readRecords } from '../act/log-reading.ts';
import { namesOfRun } from '../act/run-names.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { refuse } from '../face/command-result.ts';
import { printable } from '../face/terminal.ts';
import { recordLine } from '../report/record-line.ts';
import { reasonsOf, type ToldThing } from './told-thing.ts';

/** Explains the record at an index; throws CommandRefused where the log has none there. */
export async function explainRecord(home: OpenedHome, index: number): Promise<ToldThing> {
  const records = await readRecords(home);
  const found = records[index];
  if (found === undefined) {
    const expected = `an index below ${records.length}`;
    return refuse(refusal('usage.not_found', { subject: 'record', expected, found: `${index}` }));
  }
  const { record } = found;
  return {
    kind: 'record',
    id: `${index}`,
    state: record.status ?? record.event,
    lines: [recordLine(found), ...memberLines(record)],
    facts: { index, record },
    reasons: reasonsOf([{ refusals: record.reasons, evidence: [`log record ${index}`] }], {
      OPERATION: record.operationId ?? 'OPERATION',
      ...(await namesOfRun(home, record.runId)),
    }),
  };
}

/** Every member that says something. */
function memberLines(record: OperationAuditRecord): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) => {
    if (value === null || name === 'schema' || name === 'reasons') return [];
    if (Array.isArray(value) && value.length === 0) return [];
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return [`  ${name.padEnd(18)}${printable(shown)}`];
  });
}
