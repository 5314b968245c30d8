// SPDX-License-Identifier: Apache-2.0
// What every refusal must hold to: nothing was written on GitHub, nothing there has changed, and the
// log has one rejection more, under the receipt's id and with the same reasons.
import { expect } from 'vitest';
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

  expect({ status: outcome.status, codes: codesOf(outcome), receiptId: outcome.receiptId }).toEqual(
    { status, codes, receiptId },
  );
  expect(stage.emulatorWrites().slice(writesBefore)).toEqual([]);
  expect(stage.github.holds()).toEqual(held);
  const rejections = (await stage.rejectionsFor(receiptId)).slice(rejectionsBefore.length);
  expect(rejections).toHaveLength(1);
  const [rejection] = rejections;
  expect(rejection).toMatchObject({ status, receiptId, runId: submission.runId });
  expect(rejection?.reasons.map(({ code }) => code)).toEqual(codes);
  const records = await stage.log.records();
  expect(records[outcome.logIndex ?? -1]).toEqual(rejection);
  return outcome;
}

/** The reason codes of an outcome, in order. */
export function codesOf({ refusals }: Pick<PublicationOutcome, 'refusals'>): readonly string[] {
  return refusals.map(({ code }) => code);
}
