// SPDX-License-Identifier: Apache-2.0
// Where the tests of statements begin: an authority whose people were asked for their word on a plan,
// and what must hold where a statement was refused.
import type { TrustRoot } from '@marketops/core';
import { foundAuthority, type FoundedAuthority } from '@marketops/testkit';
import { expect } from 'vitest';

/** An authority, on the sample trust root unless another is given, with a request open on its plan. */
export async function opened(root?: TrustRoot) {
  const authority = await foundAuthority(root === undefined ? {} : { root });
  const plan = authority.planOf();
  const request = await authority.open(plan);
  return { authority, plan, request };
}

/** Expects that the refusal is the latest record, and that no enforceable receipt comes of the plan. */
export async function expectNothingMinted(
  authority: FoundedAuthority,
  plan: Parameters<FoundedAuthority['authorize']>[0],
) {
  expect(authority.store.auditRecords.at(-1)?.event).toBe('approval.refused');
  const { receipts } = await authority.authorize(plan);
  expect(receipts.some(({ enforceable }) => enforceable)).toBe(false);
  expect(authority.store.mints).toEqual([]);
}
