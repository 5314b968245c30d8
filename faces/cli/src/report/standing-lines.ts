// SPDX-License-Identifier: Apache-2.0
// How a ceremony stands: who approved, who does not count and why, and who is missing.
import type { CeremonyStanding } from '@marketops/authority';
import type { JsonObject } from '@marketops/core';
import { explainAll, explanationLine } from '../face/report-refusals.ts';

/** The lines of a ceremony's standing. */
export function standingLines(standing: CeremonyStanding): readonly string[] {
  const { state, subjects, counted, setAside } = standing;
  const people = counted.map(({ approver }) => approver.personId);
  return [
    `request ${standing.request.requestId}: ${state}`,
    `  approved by ${people.length === 0 ? 'nobody' : people.join(', ')}`,
    ...subjects.map(({ subject, asked, satisfied, missing }) =>
      satisfied
        ? `  ${subject}: ${asked}: satisfied`
        : `  ${subject}: ${asked}: still needs ${missing}`,
    ),
    ...explainAll(setAside).map((reason) => `  does not count: ${explanationLine(reason)}`),
  ];
}

/** A ceremony's standing for programs. */
export function standingJson(standing: CeremonyStanding): JsonObject {
  const { request, state, subjects, counted, setAside, denial } = standing;
  return {
    requestId: request.requestId,
    runId: request.runId,
    planDigest: request.planDigest,
    openedBy: request.openedBy,
    expiresAt: request.expiresAt,
    state,
    counted: counted.map(({ approver }) => approver.personId),
    setAside: explainAll(setAside),
    deniedBy: denial?.personId ?? null,
    subjects: subjects.map(({ subject, asked, satisfied, missing }) => ({
      subject,
      asked,
      satisfied,
      missing,
    })),
  };
}
