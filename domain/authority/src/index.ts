// SPDX-License-Identifier: Apache-2.0
// The public surface of the Federation Core, listed name by name.
export {
  APPROVAL_SUBJECTS,
  approvalRequestSchema,
  policyLayersMax,
  requiredApprovalsSchema,
  type ApprovalRequest,
  type ApprovalSubject,
  type RequiredApprovals,
} from './approval/approval-request.ts';
export {
  APPROVAL_RULE_LIMITS,
  approvalRuleSchema,
  type ApprovalRule,
  type PeopleRule,
  type RoleRule,
} from './approval/approval-rule.ts';
export { type RecordedApproval, type Withdrawal } from './approval/recorded-approval.ts';
export { type AcceptedPolicy, type PolicyLayerReference } from './policy/accepted-policy.ts';
export { type AuthorityStore, type AuthorityTransaction } from './port/authority-store.ts';
export {
  type CountedApprover,
  type DecidingRule,
  type PolicyDecision,
  type PolicyInForce,
  type PolicyPort,
  type PolicyRequest,
} from './port/policy-port.ts';
export { type PublisherPort } from './port/publisher-port.ts';
export { type MintRecord, type Revocation } from './receipt/mint-record.ts';
export { type AcceptedTrustRoot } from './trust/accepted-trust-root.ts';
