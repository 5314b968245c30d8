// SPDX-License-Identifier: Apache-2.0
// One person's decision: what is shown is rendered from what its statement names by digest, and what
// is signed is that statement, here or elsewhere.
import { buildApproval } from '@marketops/authority';
import type { RecordedApproval } from '@marketops/authority';
import { approvalKind, signPredicate, type Approval, type PersonId } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import type { PersonSigner } from '../composition/person-signer.ts';
import { refuse } from '../face/command-result.ts';
import type { Decision } from './decision.ts';

/** What a person says. */
export interface Statement {
  readonly decision: Approval['decision'];
  readonly reason: string;
}

/** The predicate that a person signs; throws CommandRefused where it is not about the request. */
export function approvalOf(
  home: OpenedHome,
  { request, plan }: Decision,
  by: Statement & { readonly personId: PersonId },
): Approval {
  const approval = buildApproval({
    request,
    plan,
    decision: by.decision,
    approver: by.personId,
    reason: by.reason,
    decidedAt: home.machine.clock.now(),
  });
  return approval.ok ? approval.value : refuse(...approval.refusals);
}

/** Signs a decision and hands it in; throws CommandRefused where it does not count. */
export async function decide(
  home: OpenedHome,
  decision: Decision,
  by: PersonSigner & Statement,
): Promise<RecordedApproval> {
  const approval = approvalOf(home, decision, by);
  return handIn(home, decision, await signPredicate(approvalKind, approval, [by.signer]));
}

/** Hands in a signed statement. */
export async function handIn(
  home: OpenedHome,
  { request }: Pick<Decision, 'request'>,
  envelope: Uint8Array,
): Promise<RecordedApproval> {
  const { requestId } = request;
  const recorded = await home.ceremony.record({ requestId, envelope });
  return recorded.ok ? recorded.value : refuse(...recorded.refusals);
}
