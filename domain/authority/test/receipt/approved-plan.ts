// SPDX-License-Identifier: Apache-2.0
// Where the tests of receipts begin: a plan that two maintainers approved, and the reasons that the
// receipts of a plan give.
import type { IssuedReceipt } from '@marketops/authority';
import { mustAnswer, type FoundedAuthority } from '@marketops/testkit';

/** The sample plan, and the request in which alice and bob approved it. */
export async function approvedByTwo(authority: FoundedAuthority) {
  const plan = authority.planOf();
  const request = await authority.open(plan);
  mustAnswer(await authority.approve('alice', request, plan));
  mustAnswer(await authority.approve('bob', request, plan));
  return { plan, request };
}

/** The reason codes of each receipt, in the order of the plan's operations. */
export function codesOfReceipts(
  receipts: readonly IssuedReceipt[],
): readonly (readonly string[])[] {
  return receipts.map(({ refusals }) => refusals.map(({ code }) => code));
}
