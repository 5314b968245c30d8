// SPDX-License-Identifier: Apache-2.0
// Rules that the whole roster could not satisfy are told before anybody is asked.
import { refusal, type Refusal } from '@marketops/core';
import type { CountedApprover } from '../port/policy-port.ts';
import type { ApprovalRule } from './approval-rule.ts';
import { assessRules } from './rule-assessment.ts';

/** Why rules cannot be satisfied by everybody who may approve; empty where they can. */
export function unreachableRules(
  subject: string,
  rules: readonly ApprovalRule[],
  approvers: readonly CountedApprover[],
): readonly Refusal[] {
  const { satisfied, missing } = assessRules(rules, approvers);
  if (satisfied) return [];
  const expected = `${missing} more than the roster has`;
  const found = `${approvers.length} people who may approve this`;
  return [refusal('approval.unreachable', { subject, expected, found })];
}
