// SPDX-License-Identifier: Apache-2.0
// Opens a ceremony, inside the transaction it is recorded in. Once somebody denied a plan, no second
// ceremony on the same plan can outvote them; nothing is asked that the roster cannot give, or that
// nobody of the roster answers for.
import {
  ID_BYTES,
  LIMITS,
  auditRecord,
  digestOf,
  instanceIds,
  instantFromMs,
  instantToMs,
  keyHolds,
  refusal,
  requestIds,
  whyApproverDoesNotCount,
  type Entropy,
  type Instant,
  type PersonId,
  type PlanOrigin,
  type Refusal,
  type TrustRoot,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import { sameReference } from '../policy/policy-standing.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { CountedApprover } from '../port/policy-port.ts';
import { unknownProposer } from './answerable-person.ts';
import type { ApprovalRequest } from './approval-request.ts';
import { ceremonyStatements } from './ceremony-statements.ts';
import type { DraftRequest } from './draft-request.ts';
import type { RecordedApproval } from './recorded-approval.ts';
import { requestsAbout } from './requests-about.ts';
import { unreachableRules } from './unreachable-rules.ts';

/** What a ceremony is opened with. */
export interface OpeningContext {
  readonly root: TrustRoot;
  readonly entropy: Entropy;
  readonly now: Instant;
  readonly openedBy: PersonId;
}

/** Opens a ceremony, or gives the one that is open on the same plan under the same policy. */
export async function openRequest(
  transaction: AuthorityTransaction,
  draft: DraftRequest,
  context: OpeningContext,
): Promise<Answer<ApprovalRequest>> {
  const nowMs = instantToMs(context.now);
  let open: ApprovalRequest | null = null;
  for (const earlier of await requestsAbout(transaction, draft.planDigest)) {
    const { denial } = await ceremonyStatements(transaction, earlier.requestId);
    if (denial !== null) return denied(denialRefusal(denial));
    const lives = instantToMs(earlier.expiresAt) > nowMs;
    if (lives && sameReference(earlier.policy, draft.policy)) open = earlier;
  }
  const unknown = unknownProposer(draft.proposer, context.root);
  if (open !== null && unknown === null) return given(open);
  const unreachable = unreachableIn(draft, context.root, context.now);
  const [first, ...more] = unknown === null ? unreachable : [unknown, ...unreachable];
  if (first !== undefined) return denied(first, ...more);
  const request: ApprovalRequest = {
    schema: 'urn:marketops:approval-request:v1',
    requestId: requestIds.from(context.entropy.bytes(ID_BYTES)),
    instance: instanceIds.from(context.entropy.bytes(ID_BYTES)),
    ...draft,
    openedBy: context.openedBy,
    openedAt: context.now,
    expiresAt: instantFromMs(nowMs + LIMITS.approvalRequestLifetimeMs),
  };
  await transaction.insertRequest(request);
  await transaction.appendAudit(
    auditRecord({
      recordedAt: context.now,
      event: 'approval.requested',
      runId: request.runId,
      planDigest: request.planDigest,
      actor: context.openedBy,
      documentDigest: digestOf(request),
    }),
  );
  return given(request);
}

/** The refusal that a denial is. */
export function denialRefusal({ requestId, personId, decidedAt }: RecordedApproval): Refusal {
  const found = `denied by ${personId} at ${decidedAt}`;
  const details = { subject: requestId, expected: 'a plan that nobody denied', found };
  return refusal('approval.denied', details);
}

/** People who could approve what comes from `origin`: no bots, not its authors, with a key. */
export function possibleApprovers(
  root: TrustRoot,
  origin: PlanOrigin,
  at: Instant,
): readonly CountedApprover[] {
  return root.people
    .filter((person) => whyApproverDoesNotCount(person, origin) === null)
    .filter(({ personId }) =>
      root.keys.some((key) => key.personId === personId && keyHolds(key, { role: 'approve', at })),
    )
    .map(({ personId, roles }) => ({ personId, roles }));
}

function unreachableIn(draft: DraftRequest, root: TrustRoot, now: Instant): readonly Refusal[] {
  const origin = { proposer: draft.proposer, facts: { lastAuthor: draft.lastAuthor } };
  const approvers = possibleApprovers(root, origin, now);
  return draft.required.flatMap(({ subject, rules }) =>
    unreachableRules(subject, rules, approvers),
  );
}
