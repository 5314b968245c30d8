// SPDX-License-Identifier: Apache-2.0
// A request for approval explained: who approved, who does not count and why, whom it waits for.
import type { ApprovalRequest } from '@marketops/authority';
import { refusal, type RequestId } from '@marketops/core';
import { standing } from '../act/decision.ts';
import { liveRequest, requestJson, requestLines } from '../act/live-requests.ts';
import { proposerWords } from '../act/proposer-option.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import type { NextNames } from '../face/command-result.ts';
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
    reasons: reasonsOf([{ refusals, evidence }], await namesOf(home, request)),
  };
}

async function namesOf(
  { store }: OpenedHome,
  { runId, requestId }: ApprovalRequest,
): Promise<NextNames> {
  const run = runId === null ? null : await store.runs.run(runId);
  const names = { RUN: runId ?? requestId };
  return run === null ? names : { ...names, PROPOSER: proposerWords(run.proposer) };
}
