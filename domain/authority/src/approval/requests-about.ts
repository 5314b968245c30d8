// SPDX-License-Identifier: Apache-2.0
// The requests that a store holds for one digest, and that are really about it: what people signed for
// one plan never speaks for another, whatever a row says.
import {
  canonicalJson,
  planDigest,
  type PublicationPlan,
  type Sha256Digest,
} from '@marketops/core';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { ApprovalRequest } from './approval-request.ts';

/** The requests about a digest, in order. Throws where the store's own rows are damaged. */
export async function requestsAbout(
  transaction: Pick<AuthorityTransaction, 'requestsForPlan'>,
  digest: Sha256Digest,
): Promise<readonly ApprovalRequest[]> {
  const requests = await transaction.requestsForPlan(digest);
  for (const request of requests) requireThat(request.planDigest === digest, request);
  return requests;
}

/** The requests about a plan, each naming the plan's own proposer and last author; throws likewise. */
export async function requestsAboutPlan(
  transaction: Pick<AuthorityTransaction, 'requestsForPlan'>,
  plan: PublicationPlan,
): Promise<readonly ApprovalRequest[]> {
  const requests = await requestsAbout(transaction, planDigest(plan));
  const origin = originText(plan.proposer, plan.facts.lastAuthor);
  for (const request of requests) {
    requireThat(originText(request.proposer, request.lastAuthor) === origin, request);
  }
  return requests;
}

function originText(proposer: PublicationPlan['proposer'], lastAuthor: string | null): string {
  return canonicalJson({ proposer, lastAuthor });
}

function requireThat(holds: boolean, { requestId }: ApprovalRequest): void {
  if (!holds)
    throw new Error(`the stored request ${requestId} is not about the plan it stands for`);
}
