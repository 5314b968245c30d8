// SPDX-License-Identifier: Apache-2.0
// One person's decision on one plan: what is shown is rendered from the plan's own bytes, what is
// signed is the statement on their digest.
import { buildApproval } from '@marketops/authority';
import type { ApprovalRequest, CeremonyStanding, RecordedApproval } from '@marketops/authority';
import {
  approvalKind,
  digestPhrase,
  signPredicate,
  type Approval,
  type PersonId,
  type RunId,
} from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import type { PersonSigner } from '../composition/person-signer.ts';
import { refuse } from '../face/command-result.ts';
import { findRun, type StoredRun } from './stored-run.ts';

/** A plan and the request under which people decide on it. */
export interface DecisionOnPlan {
  readonly run: StoredRun;
  readonly request: ApprovalRequest;
  /** Four words of the plan's digest, to compare with somebody who looks at the same plan. */
  readonly phrase: string;
}

/** Finds the open request on a run's plan, or opens one in the person's name. */
export async function openDecision(
  home: OpenedHome,
  runId: RunId,
  openedBy: PersonId,
): Promise<DecisionOnPlan> {
  const run = await findRun(home, runId);
  const request = await home.ceremony.open({ plan: run.plan, runId, openedBy });
  if (!request.ok) return refuse(...request.refusals);
  return { run, request: request.value, phrase: digestPhrase(request.value.planDigest) };
}

/** What a person says. */
export interface Statement {
  readonly decision: Approval['decision'];
  readonly reason: string;
}

/** Signs a decision and hands it in; throws CommandRefused where it does not count. */
export async function decide(
  home: OpenedHome,
  { run, request }: DecisionOnPlan,
  by: PersonSigner & Statement,
): Promise<RecordedApproval> {
  const approval = buildApproval({
    request,
    plan: run.plan,
    decision: by.decision,
    approver: by.personId,
    reason: by.reason,
    decidedAt: home.machine.clock.now(),
  });
  if (!approval.ok) return refuse(...approval.refusals);
  const envelope = await signPredicate(approvalKind, approval.value, [by.signer]);
  return handIn(home, request, envelope);
}

/** Hands in a statement that was signed elsewhere. */
export async function handIn(
  home: OpenedHome,
  { requestId }: ApprovalRequest,
  envelope: Uint8Array,
): Promise<RecordedApproval> {
  const recorded = await home.ceremony.record({ requestId, envelope });
  return recorded.ok ? recorded.value : refuse(...recorded.refusals);
}

/** How a ceremony stands now. */
export async function standing(
  home: OpenedHome,
  { requestId }: ApprovalRequest,
): Promise<CeremonyStanding> {
  const answer = await home.ceremony.standing(requestId);
  return answer.ok ? answer.value : refuse(...answer.refusals);
}
