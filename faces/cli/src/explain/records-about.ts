// SPDX-License-Identifier: Apache-2.0
// What the log holds of one thing, and the reasons that stand in it.
import type { JsonObject } from '@marketops/core';
import type { LoggedRecord } from '@marketops/log';
import { recordLine } from '../report/record-line.ts';
import type { RecordedRefusals } from './told-thing.ts';

/** The lines of records under a heading; none where there is none. */
export function recordsLines(records: readonly LoggedRecord[]): readonly string[] {
  if (records.length === 0) return [];
  return ['', 'in the log:', ...records.map(recordLine)];
}

/** Records for programs. */
export function recordsJson(records: readonly LoggedRecord[]): readonly JsonObject[] {
  return records.map(({ index, record }) => ({ index, record }));
}

/** Every reason that stands in records, with the record that bears it out. */
export function refusalsInRecords(records: readonly LoggedRecord[]): readonly RecordedRefusals[] {
  return records.map(({ index, record }) => ({
    refusals: record.reasons,
    evidence: [`log record ${index}`],
  }));
}
