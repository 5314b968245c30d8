// SPDX-License-Identifier: Apache-2.0
// A request for approval explained: who approved, who does not count and why, whom it waits for.
import { refusal, type RequestId } from '@marketops/core';
import { standing } from '../act/decision.ts';
import { liveRequest, requestJson, requestLines } from '../act/live-requests.ts';
import { namesOfRun } from '../act/run-names.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { reasonsOf, type ToldThing } from './told-thing.ts';

/** Explains a request; throws CommandRefused where there is none. */
export async function explainRequest(home: OpenedHome, requestId: RequestId): Promise<ToldThing> {
  const { request } = await standing(home, { requestId });
  const live = await liveRequest(home, request);
  const { state, subjects, setAside, denial } = live.standing;
  const missing = subjects
    .filter(({ satisfied }) => !satisfied)
    .map(({ subject, missing: more, asked }) =>
      refusal('approval.insufficient', { subject, expected: asked, found: `still needs ${more}` }),
    );
  const denied =
    denial === null
      ? []
      : [
          refusal('approval.denied', {
            subject: requestId,
            expected: 'a plan that nobody denied',
            found: `denied by ${denial.personId} at ${denial.decidedAt}`,
          }),
        ];
  const evidence = [`request ${requestId}`];
  const refusals = state === 'approved' ? [] : [...denied, ...setAside, ...missing];
  return {
    kind: 'request',
    id: requestId,
    state,
    lines: requestLines(live),
    facts: requestJson(live),
    reasons: reasonsOf([{ refusals, evidence }], {
      RUN: requestId,
      ...(await namesOfRun(home, request.runId)),
    }),
  };
}
