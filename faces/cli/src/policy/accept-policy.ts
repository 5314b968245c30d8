// SPDX-License-Identifier: Apache-2.0
// Puts another policy in force: asked for by one person, approved by others by the rules that are in
// force until then, and logged.
import { EXIT_CODES, refusal, type ReasonCode } from '@marketops/core';
import { liveRequest, requestJson, requestLines } from '../act/live-requests.ts';
import { findPerson } from '../act/roster-person.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { done, refuse, type CommandResult } from '../face/command-result.ts';

const unapproved: readonly ReasonCode[] = ['approval.not_requested', 'approval.insufficient'];

/** Accepts the policy in the folder, or asks for the approvals that it lacks. */
export async function acceptPolicy(home: OpenedHome, by: string): Promise<CommandResult> {
  const { personId } = findPerson(home, by);
  const accepted = await home.policies.accept(personId);
  if (accepted.ok) {
    const { reference, requestId } = accepted.value;
    return done({ inForce: true, ...reference, requestId }, [
      `policy version ${reference.version} is in force: ${reference.digest}`,
    ]);
  }
  const [first] = accepted.refusals;
  if (!unapproved.includes(first.code)) return refuse(...accepted.refusals);
  return askForChange(home, personId);
}

async function askForChange(
  home: OpenedHome,
  openedBy: ReturnType<typeof findPerson>['personId'],
): Promise<CommandResult> {
  const proposed = await home.policy.inForce();
  if (!proposed.readable) return refuse(...proposed.refusals);
  const proposer = { kind: 'person', id: openedBy, onBehalfOf: null } as const;
  const request = await home.ceremony.openPolicyChange({ proposed, proposer, openedBy });
  if (!request.ok) return refuse(...request.refusals);
  const live = await liveRequest(home, request.value);
  const { requestId } = request.value;
  const missing = refusal('approval.insufficient', {
    subject: requestId,
    expected: 'the approvals that the policy in force asks for',
    found: live.standing.state,
  });
  return {
    exit: EXIT_CODES.approvalsMissing,
    json: { inForce: false, request: requestJson(live), refusals: [{ ...missing }] },
    lines: requestLines(live),
    next: `marketops approve ${requestId} --key FILE`,
  };
}
