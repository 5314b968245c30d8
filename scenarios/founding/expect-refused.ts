// SPDX-License-Identifier: Apache-2.0
// What every refusal must hold to: nothing was written on GitHub, nothing there has changed, and the
// log has one rejection more, under the receipt's id and with the same reasons.
import { deepEqual, equal } from 'node:assert/strict';
import type { PublicationOutcome, PublicationSubmission, ReceiptId } from '@marketops/core';
import type { Stage } from '../stage/stage.ts';

/** How a submission is to be refused. */
export interface ExpectedRefusal {
  /** Every reason code, in the order of the checks. */
  readonly codes: readonly string[];
  /** The id that the log must name; null only where no legible receipt was given. */
  readonly receiptId: ReceiptId | null;
  readonly status?: 'rejected_by_auth' | 'rejected_by_mode';
}

/** Hands a submission in and expects it to be refused without a trace on GitHub. */
export async function expectRefused(
  stage: Stage,
  submission: PublicationSubmission,
  expected: ExpectedRefusal,
): Promise<PublicationOutcome> {
  const { codes, receiptId, status = 'rejected_by_auth' } = expected;
  const held = stage.github.holds();
  const writesBefore = stage.emulatorWrites().length;
  const rejectionsBefore = await stage.rejectionsFor(receiptId);

  const outcome = await stage.submit(submission);

  const { refusals, receiptId: named } = outcome;
  deepEqual(
    { status: outcome.status, codes: codesOf({ refusals }), receiptId: named },
    { status, codes, receiptId },
  );
  deepEqual(stage.emulatorWrites().slice(writesBefore), [], 'a refusal writes nothing');
  deepEqual(stage.github.holds(), held, 'a refusal changes nothing on GitHub');
  const rejections = await stage.rejectionsFor(receiptId);
  equal(rejections.length, rejectionsBefore.length + 1, 'a refusal is logged once');
  const rejection = rejections.at(-1);
  deepEqual(
    {
      status: rejection?.status,
      codes: rejection?.reasons.map(({ code }) => code),
      runId: rejection?.runId,
    },
    { status, codes, runId: submission.runId },
  );
  const records = await stage.log.records();
  deepEqual(records[outcome.logIndex ?? -1], rejection, 'an outcome names its record');
  return outcome;
}

/** The reason codes of an outcome, in order. */
export function codesOf({ refusals }: Pick<PublicationOutcome, 'refusals'>): readonly string[] {
  return refusals.map(({ code }) => code);
}
