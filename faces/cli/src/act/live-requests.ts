// SPDX-License-Identifier: Apache-2.0
// The requests that are not over: how each stands and whom it waits for.
import type { ApprovalRequest, CeremonyStanding } from '@marketops/authority';
import { digestPhrase, type JsonObject, type PersonId } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import type { AnswerLine } from '../face/answer-line.ts';
import { standingJson, standingLines } from '../report/standing-lines.ts';
import { standing } from './decision.ts';
import { requestOver } from './over.ts';
import { waitingFor } from './waiting-for.ts';

/** A request, its standing and whom it waits for. */
export interface LiveRequest {
  readonly standing: CeremonyStanding;
  readonly waitsFor: readonly PersonId[];
}

/** Every request that is not over, oldest first: neither denied nor done. */
export async function liveRequests(home: OpenedHome): Promise<readonly LiveRequest[]> {
  const requests: LiveRequest[] = [];
  for (const request of await home.ceremony.live()) {
    const live = await liveRequest(home, request);
    if (!(await requestOver(home, live.standing))) requests.push(live);
  }
  return requests;
}

/** One request. */
export async function liveRequest(
  home: OpenedHome,
  request: ApprovalRequest,
): Promise<LiveRequest> {
  const now = await standing(home, request);
  const at = home.machine.clock.now();
  return { standing: now, waitsFor: waitingFor(now, home.pins.trustRoot, at) };
}

/** The lines of a request. */
export function requestLines({ standing: now, waitsFor }: LiveRequest): readonly string[] {
  const { request } = now;
  const subject = request.runId === null ? 'a change of policy' : `the plan of ${request.runId}`;
  return [
    ...standingLines(now),
    `  about ${subject}, asked by ${request.openedBy}, open until ${request.expiresAt}`,
    `  phrase: ${digestPhrase(request.planDigest)}`,
    ...(waitsFor.length === 0 ? [] : [`  waits for ${waitsFor.join(', ')}`]),
  ];
}

/** What comes next for a request; null once it is over: nothing is left to do for it. */
export function nextForRequest({ state, request }: CeremonyStanding): string | null {
  const { runId, requestId } = request;
  if (state === 'open') return `marketops approve ${runId ?? requestId} --key FILE`;
  if (state !== 'approved') return null;
  return runId === null
    ? 'marketops policy accept --as PERSON'
    : `marketops execute ${runId} --mode prod`;
}

/** The lines of one request among others, each with what comes next for it. */
export function listedRequestLines(live: LiveRequest): readonly AnswerLine[] {
  const next = nextForRequest(live.standing);
  return [...requestLines(live), ...(next === null ? [] : [{ before: '  next: ', command: next }])];
}

/** One request among others, for programs. */
export function listedRequestJson(live: LiveRequest): JsonObject {
  return { ...requestJson(live), next: nextForRequest(live.standing) };
}

/** A request for programs. */
export function requestJson({ standing: now, waitsFor }: LiveRequest): JsonObject {
  return { ...standingJson(now), phrase: digestPhrase(now.request.planDigest), waitsFor };
}
