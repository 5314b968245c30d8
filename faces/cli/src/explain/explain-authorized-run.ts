// SPDX-License-Identifier: Apache-2.0
// A prod run explained that receipts were minted for and that nobody began: nothing of it is on record
// but its receipts.
import type { MintRecord } from '@marketops/authority';
import type { RunId } from '@marketops/core';
import { readRecords } from '../act/log-reading.ts';
import { operationsOver } from '../act/over.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { receiptJson, receiptLine } from '../report/receipt-line.ts';
import { recordsJson, recordsLines } from './records-about.ts';
import type { ToldThing } from './told-thing.ts';

/** Explains a run that only its receipts know; null where there is none either. */
export async function explainAuthorizedRun(
  home: OpenedHome,
  runId: RunId,
): Promise<ToldThing | null> {
  const { mints, dryRunId } = await mintedFor(home, runId);
  if (mints.length === 0) return null;
  const live = (await home.receipts.live()).filter(({ mint }) => mint.runId === runId);
  const records = (await readRecords(home)).filter(({ record }) => record.runId === runId);
  const operationIds = mints.map(({ operationId }) => operationId);
  const over = await operationsOver(home, operationIds);
  const usable = `${live.length} of its ${mints.length} receipts could be used`;
  return {
    kind: 'run',
    id: runId,
    state: over
      ? 'prod authorized and never begun: another run took its plan to its end'
      : `prod authorized and not begun: ${usable}`,
    lines: [
      `carries out the plan of ${dryRunId ?? 'no run'}`,
      ...live.map(receiptLine),
      ...recordsLines(records),
    ],
    facts: { dryRunId, receipts: live.map(receiptJson), records: recordsJson(records) },
    reasons: [],
    // Receipts that are over are minted anew, as long as the approvals stand.
    next:
      over && dryRunId !== null
        ? `marketops explain ${dryRunId}`
        : `marketops execute ${runId} --mode prod`,
  };
}

async function mintedFor(
  { store }: OpenedHome,
  runId: RunId,
): Promise<{ readonly mints: readonly MintRecord[]; readonly dryRunId: RunId | null }> {
  return store.authority.transaction(async (transaction) => {
    const mints = await transaction.mintsOfRun(runId);
    const [first] = mints;
    const request = first === undefined ? null : await transaction.request(first.requestId);
    return { mints, dryRunId: request?.runId ?? null };
  });
}
