// SPDX-License-Identifier: Apache-2.0
// Somebody who signed with the wrong tool is told so, where anybody can tell; the statement is refused
// all the same, and nothing is minted on it.
import { describe, expect, it } from 'vitest';
import {
  ApprovalCeremony,
  type ApprovalRequest,
  type SignatureExplainer,
} from '@marketops/authority';
import {
  approvalKind,
  signPredicate,
  type Approval,
  type SignatureVerifier,
} from '@marketops/core';
import { SeededEntropy, codesOf, mustAnswer, sampleKey, testVerifier } from '@marketops/testkit';
import { expectNothingMinted, opened } from './opened-request.ts';

/** A ceremony over the same store that judges and explains signatures in its own way. */
function ceremonyOver(
  { store, clock, policy }: Awaited<ReturnType<typeof opened>>['authority'],
  verifier: SignatureVerifier,
  explainer: SignatureExplainer,
): ApprovalCeremony {
  const entropy = new SeededEntropy('other');
  return new ApprovalCeremony({ store, clock, policy, entropy, verifier, explainer });
}

describe('signatures of people who used the wrong tool', () => {
  it.each(['approval.namespace_mismatch', 'approval.user_not_verified'] as const)(
    'are explained as %s where somebody can tell',
    async (code) => {
      const { authority, plan, request } = await opened();
      const ceremony = ceremonyOver(
        authority,
        { verify: () => Promise.resolve(false) },
        { explain: () => Promise.resolve(code) },
      );
      const answer = await recordBy(
        ceremony,
        request,
        authority.statement('alice', { request, plan }),
      );
      expect(codesOf(answer)).toEqual([code]);
      await expectNothingMinted(authority, plan);
    },
  );

  it('need no explanation where they are genuine', async () => {
    const { authority, plan, request } = await opened();
    const ceremony = ceremonyOver(authority, testVerifier, {
      explain: () => Promise.reject(new Error('nobody asked')),
    });
    const statement = authority.statement('alice', { request, plan });
    expect(mustAnswer(await recordBy(ceremony, request, statement)).personId).toBe('alice');
  });

  async function recordBy(ceremony: ApprovalCeremony, request: ApprovalRequest, given: Approval) {
    const envelope = await signPredicate(approvalKind, given, [sampleKey('alice')]);
    return ceremony.record({ requestId: request.requestId, envelope });
  }
});
