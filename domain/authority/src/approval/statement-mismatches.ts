// SPDX-License-Identifier: Apache-2.0
// What a statement must say to count in a ceremony: this request, this instance, this plan, these
// operations, this policy, and dates that can be true. All mismatches are told, not the first alone.
import {
  LIMITS,
  canonicalJson,
  instantToMs,
  refusal,
  type Approval,
  type Instant,
  type ReasonCode,
  type Refusal,
} from '@marketops/core';
import type { ApprovalRequest } from './approval-request.ts';

/** Everything in which a statement does not belong to a ceremony; empty where it does. */
export function statementMismatches(
  approval: Approval,
  request: ApprovalRequest,
  now: Instant,
): readonly Refusal[] {
  return [...bindingMismatches(approval, request), ...dateMismatches(approval, request, now)];
}

function bindingMismatches(approval: Approval, request: ApprovalRequest): readonly Refusal[] {
  const comparisons: readonly (readonly [ReasonCode, string, string, string])[] = [
    ['approval.request_mismatch', 'requestId', request.requestId, approval.requestId],
    ['approval.instance_mismatch', 'instance', request.instance, approval.instance],
    ['approval.plan_mismatch', 'planDigest', request.planDigest, approval.planDigest],
    ['approval.policy_mismatch', 'policyDigest', request.policy.digest, approval.policyDigest],
  ];
  const mismatches = comparisons.flatMap(([code, subject, expected, found]) =>
    expected === found ? [] : [refusal(code, { subject, expected, found })],
  );
  if (canonicalJson(approval.operationDigests) !== canonicalJson(request.operationDigests)) {
    mismatches.push(
      refusal('approval.operations_mismatch', {
        subject: 'operationDigests',
        expected: `the ${request.operationDigests.length} operations of the request, in order`,
        found: `${approval.operationDigests.length} operations that differ`,
      }),
    );
  }
  return mismatches;
}

function dateMismatches(
  approval: Approval,
  request: ApprovalRequest,
  now: Instant,
): readonly Refusal[] {
  const nowMs = instantToMs(now);
  const mismatches: Refusal[] = [];
  const decidedMs = instantToMs(approval.decidedAt);
  const earliestMs = instantToMs(request.openedAt) - LIMITS.clockLeewayMs;
  if (decidedMs < earliestMs || decidedMs > nowMs + LIMITS.clockLeewayMs) {
    mismatches.push(
      refusal('approval.not_yet_valid', {
        subject: 'decidedAt',
        expected: `between ${request.openedAt} and ${now}`,
        found: approval.decidedAt,
      }),
    );
  }
  if (instantToMs(approval.expiresAt) > instantToMs(request.expiresAt)) {
    mismatches.push(
      refusal('approval.lifetime_exceeded', {
        subject: 'expiresAt',
        expected: `no later than ${request.expiresAt}`,
        found: approval.expiresAt,
      }),
    );
  }
  const ends = [
    { subject: `request ${request.requestId}`, expiresAt: request.expiresAt },
    { subject: `approval of ${approval.approver}`, expiresAt: approval.expiresAt },
  ];
  const ended = ends.find(({ expiresAt }) => instantToMs(expiresAt) <= nowMs);
  if (ended !== undefined) {
    const details = { expected: `use before ${ended.expiresAt}`, found: now };
    mismatches.push(refusal('approval.expired', { subject: ended.subject, ...details }));
  }
  return mismatches;
}
