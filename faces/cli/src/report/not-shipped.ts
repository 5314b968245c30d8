// SPDX-License-Identifier: Apache-2.0
// What a plan says would not ship, as refusals: those that somebody has to put right, and those that
// only tell that there is nothing to do.
import {
  EXIT_CODES,
  isReasonCode,
  reasonEntry,
  refusal,
  type PublicationPlan,
  type Refusal,
} from '@marketops/core';

/** Everything that would not ship, in the plan's order. */
export function notShippedRefusals({ notShipped }: PublicationPlan): readonly Refusal[] {
  return notShipped.flatMap(({ subject, code, expected, found }) =>
    isReasonCode(code) ? [refusal(code, { subject, expected, found })] : [],
  );
}

/** Those that somebody has to put right. */
export function blockersOf(plan: PublicationPlan): readonly Refusal[] {
  return notShippedRefusals(plan).filter(({ code }) => reasonEntry(code).exit !== EXIT_CODES.done);
}
