// SPDX-License-Identifier: Apache-2.0
// The ceremony in which people approve: it is opened by the authority, takes signed statements, lets
// them be withdrawn, and logs every request, approval, denial, withdrawal and refusal with the state
// it belongs to.
import {
  refusal,
  type Clock,
  type Entropy,
  type Instant,
  type PersonId,
  type PublicationPlan,
  type RequestId,
  type RunId,
  type SignatureVerifier,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import { standingPolicy } from '../policy/policy-standing.ts';
import type { AuthorityStore, AuthorityTransaction } from '../port/authority-store.ts';
import type { PolicyPort } from '../port/policy-port.ts';
import type { SignatureExplainer } from '../port/signature-explainer.ts';
import { standingTrustRoot } from '../trust/standing-trust.ts';
import type { ApprovalRequest } from './approval-request.ts';
import { ceremonyStanding, type CeremonyStanding } from './ceremony-standing.ts';
import {
  draftPlanRequest,
  draftPolicyChangeRequest,
  type DraftRequest,
  type PolicyChangeProposal,
} from './draft-request.ts';
import { openRequest } from './open-request.ts';
import {
  recordStatement,
  refusedCeremonyRecord,
  type HandedStatement,
} from './record-statement.ts';
import type { RecordedApproval, Withdrawal } from './recorded-approval.ts';
import {
  withdrawAllApprovals,
  withdrawApproval,
  type WithdrawalOfAll,
  type WithdrawalWish,
} from './withdraw-approval.ts';

/** What a ceremony works with. */
export interface ApprovalCeremonyOptions {
  readonly store: AuthorityStore;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly verifier: SignatureVerifier;
  readonly policy: PolicyPort;
  /** Says more than "no" about SSH signatures and passkeys, where somebody can. */
  readonly explainer?: SignatureExplainer;
}

/** A plan for which approval is asked. */
export interface PlanRequest {
  readonly plan: PublicationPlan;
  readonly runId: RunId;
  readonly openedBy: PersonId;
}

/** Asks for, takes and withdraws approvals. */
export class ApprovalCeremony {
  readonly #options: ApprovalCeremonyOptions;

  constructor(options: ApprovalCeremonyOptions) {
    this.#options = options;
  }

  /**
   * Opens a request of 72 hours for a plan, or gives the open one on the same plan. Refused for a
   * plan that was denied (`approval.denied`), made under another policy (`policy.changed`), that
   * the roster cannot approve (`approval.unreachable`), or that nobody of the roster answers for
   * (`approval.proposer_unknown`).
   */
  async open({ plan, runId, openedBy }: PlanRequest): Promise<Answer<ApprovalRequest>> {
    return this.#open(openedBy, async (transaction) => {
      const policy = await standingPolicy(transaction, this.#options.policy);
      return policy.ok ? draftPlanRequest(plan, runId, policy.value) : policy;
    });
  }

  /** Opens a request for putting another policy in force, by the rules of the accepted one. */
  async openPolicyChange(proposal: PolicyChangeProposal): Promise<Answer<ApprovalRequest>> {
    return this.#open(proposal.openedBy, async (transaction) =>
      draftPolicyChangeRequest(proposal, await transaction.acceptedPolicy()),
    );
  }

  /** Takes a signed statement into a ceremony, or says everything that speaks against it. */
  async record(handed: HandedStatement): Promise<Answer<RecordedApproval>> {
    const { store, clock, verifier, explainer } = this.#options;
    return store.transaction(async (transaction) => {
      const now = clock.now();
      const root = await standingTrustRoot(transaction, now);
      const trust = { verifier, explainer: explainer ?? null, keyAt: now };
      const answer = root.ok
        ? await recordStatement(transaction, handed, { root: root.value, ...trust })
        : root;
      const request = await transaction.request(handed.requestId);
      const of = { at: now, request, document: handed.envelope };
      return logged(transaction, answer, of);
    });
  }

  /** Takes an approval back until a receipt that rests on it is spent. */
  async withdraw(wish: WithdrawalWish): Promise<Answer<Withdrawal>> {
    const { store, clock } = this.#options;
    return store.transaction(async (transaction) => {
      const now = clock.now();
      const answer = await withdrawApproval(transaction, wish, now);
      const request = await transaction.request(wish.requestId);
      return logged(transaction, answer, { at: now, request });
    });
  }

  /**
   * Takes back every approval of every live request and says how many there were: where records were
   * lost, nobody knows any more who denied or took an approval back since, and people approve anew.
   */
  async withdrawAll(withdrawal: WithdrawalOfAll): Promise<number> {
    const { store, clock } = this.#options;
    return store.transaction((transaction) =>
      withdrawAllApprovals(transaction, withdrawal, clock.now()),
    );
  }

  /** How a ceremony stands now. */
  async standing(requestId: RequestId): Promise<Answer<CeremonyStanding>> {
    const { store, clock, verifier } = this.#options;
    return store.transaction(async (transaction) => {
      const at = clock.now();
      const root = await standingTrustRoot(transaction, at);
      if (!root.ok) return root;
      const request = await transaction.request(requestId);
      if (request === null) {
        const details = { subject: requestId, expected: 'a request', found: 'none' };
        return denied(refusal('approval.request_unknown', details));
      }
      const context = { root: root.value, verifier, at };
      return given(await ceremonyStanding(transaction, request, context));
    });
  }

  /** The requests whose life is not over. */
  async live(): Promise<readonly ApprovalRequest[]> {
    const { store, clock } = this.#options;
    return store.transaction((transaction) => transaction.requestsLiveAt(clock.now()));
  }

  async #open(
    openedBy: PersonId,
    draft: (transaction: AuthorityTransaction) => Promise<Answer<DraftRequest>>,
  ): Promise<Answer<ApprovalRequest>> {
    const { store, clock, entropy } = this.#options;
    return store.transaction(async (transaction) => {
      const now = clock.now();
      const answer = await openDrafted();
      return logged(transaction, answer, { at: now, request: null });

      async function openDrafted(): Promise<Answer<ApprovalRequest>> {
        const root = await standingTrustRoot(transaction, now);
        if (!root.ok) return root;
        const drafted = await draft(transaction);
        if (!drafted.ok) return drafted;
        const context = { root: root.value, entropy, now, openedBy };
        return openRequest(transaction, drafted.value, context);
      }
    });
  }
}

/** Logs a refused answer in the transaction that refused it, and passes every answer on. */
async function logged<T>(
  transaction: AuthorityTransaction,
  answer: Answer<T>,
  of: { readonly at: Instant; readonly request: ApprovalRequest | null; document?: Uint8Array },
): Promise<Answer<T>> {
  if (!answer.ok) await transaction.appendAudit(refusedCeremonyRecord(answer.refusals, of));
  return answer;
}
