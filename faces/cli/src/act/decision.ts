// SPDX-License-Identifier: Apache-2.0
// What people decide on: the plan of a run, or a change of policy, with the request under which they
// do. A run is named by its id and a change of policy by the id of its request.
import type { ApprovalRequest, CeremonyStanding } from '@marketops/authority';
import {
  digestPhrase,
  refusal,
  requestIds,
  type PersonId,
  type PublicationPlan,
  type RequestId,
  type RunId,
} from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import { refuse } from '../face/command-result.ts';
import { findRun, readRunId } from './stored-run.ts';

/** Something to decide on. */
export interface Decision {
  readonly request: ApprovalRequest;
  /** What is shown and signed for; null for a change of policy. */
  readonly plan: PublicationPlan | null;
  /** Four words of the digest, to compare with somebody who looks at the same thing. */
  readonly phrase: string;
}

/** What a word of the command line names: a run, or a request. */
export type DecisionName =
  | { readonly kind: 'run'; readonly runId: RunId }
  | { readonly kind: 'request'; readonly requestId: RequestId };

/** Reads `RUN` or `REQUEST`. */
export function readDecisionName(text: string): DecisionName {
  if (!text.startsWith('req_')) return { kind: 'run', runId: readRunId(text) };
  const requestId = requestIds.parse(text);
  if (requestId.ok) return { kind: 'request', requestId: requestId.value };
  const { expected, found } = requestId.problem;
  return refuse(refusal('usage.invalid', { subject: 'REQUEST', expected, found }));
}

/** Finds what is named; for a run the open request on its plan, or a new one in a person's name. */
export async function openDecision(
  home: OpenedHome,
  name: RunId | DecisionName,
  openedBy: PersonId,
): Promise<Decision> {
  if (typeof name === 'object' && name.kind === 'request') return findRequest(home, name.requestId);
  const runId = typeof name === 'string' ? name : name.runId;
  const { plan } = await findRun(home, runId);
  const request = await home.ceremony.open({ plan, runId, openedBy });
  if (!request.ok) return refuse(...request.refusals);
  return { request: request.value, plan, phrase: digestPhrase(request.value.planDigest) };
}

/** How a ceremony stands now. */
export async function standing(
  home: OpenedHome,
  { requestId }: Pick<ApprovalRequest, 'requestId'>,
): Promise<CeremonyStanding> {
  const answer = await home.ceremony.standing(requestId);
  return answer.ok ? answer.value : refuse(...answer.refusals);
}

async function findRequest(home: OpenedHome, requestId: RequestId): Promise<Decision> {
  const { request } = await standing(home, { requestId });
  const plan = request.runId === null ? null : (await findRun(home, request.runId)).plan;
  return { request, plan, phrase: digestPhrase(request.planDigest) };
}
