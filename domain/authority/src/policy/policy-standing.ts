// SPDX-License-Identifier: Apache-2.0
// The policy that may be relied on: readable as a whole, and the very one that was accepted.
import { refusal, type PolicyReference } from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { ApprovalRule } from '../approval/approval-rule.ts';
import type { ApprovalSubject } from '../approval/approval-request.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { PolicyInForce, PolicyPort } from '../port/policy-port.ts';

/** A policy that could be read. */
export type ReadablePolicy = Extract<PolicyInForce, { readable: true }>;

/**
 * The policy as it is read now, accepted or not. An exception while reading is a denial that tells its
 * name alone, because reasons are signed and logged.
 */
export async function readPolicy(policy: PolicyPort): Promise<Answer<ReadablePolicy>> {
  try {
    const inForce = await policy.inForce();
    return inForce.readable ? given(inForce) : { ok: false, refusals: inForce.refusals };
  } catch (fault) {
    const found = fault instanceof Error ? fault.name : 'a fault';
    const details = { subject: 'policy', expected: 'a policy that can be read', found };
    return denied(refusal('policy.unreadable', details));
  }
}

/** The policy, if it is the one that was accepted last. */
export async function standingPolicy(
  transaction: Pick<AuthorityTransaction, 'acceptedPolicy'>,
  policy: PolicyPort,
): Promise<Answer<ReadablePolicy>> {
  const read = await readPolicy(policy);
  if (!read.ok) return read;
  const accepted = await transaction.acceptedPolicy();
  const { reference } = read.value;
  if (accepted !== null && sameReference(accepted.reference, reference)) return read;
  const older = accepted !== null && reference.version < accepted.reference.version;
  return denied(
    refusal(older ? 'policy.rolled_back' : 'policy.not_accepted', {
      subject: 'policy',
      expected: accepted === null ? 'an accepted policy' : inWords(accepted.reference),
      found: inWords(reference),
    }),
  );
}

/** Whether two references name the same policy. */
export function sameReference(left: PolicyReference, right: PolicyReference): boolean {
  return left.digest === right.digest && left.version === right.version;
}

/** A reference in words. */
export function inWords({ version, digest }: PolicyReference): string {
  return `version ${version}, digest ${digest}`;
}

/** The rules for a subject, each to be satisfied by itself; none where the policy names nobody. */
export function rulesFor(
  policy: ReadablePolicy,
  subject: ApprovalSubject,
): Answer<readonly ApprovalRule[]> {
  const rules = policy.required.find((required) => required.subject === subject)?.rules ?? [];
  if (rules.length > 0) return given(rules);
  const details = { subject, expected: 'a rule that says who approves', found: 'none' };
  return denied(refusal('policy.approvals_missing', details));
}
