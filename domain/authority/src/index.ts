// SPDX-License-Identifier: Apache-2.0
// The public surface of the Federation Core, listed name by name.
export { byFixer, type Answer, type Refusals } from './answer.ts';
export {
  ApprovalCeremony,
  type ApprovalCeremonyOptions,
  type PlanRequest,
} from './approval/approval-ceremony.ts';
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
export { buildApproval, type ApprovalDraft } from './approval/build-approval.ts';
export { type CeremonyStanding, type SubjectStanding } from './approval/ceremony-standing.ts';
export { type CeremonyCount, type CountedApproval } from './approval/counted-approvals.ts';
export { type PolicyChangeProposal } from './approval/draft-request.ts';
export { policyChangeDigest } from './approval/policy-change.ts';
export { type HandedStatement } from './approval/record-statement.ts';
export { type RecordedApproval, type Withdrawal } from './approval/recorded-approval.ts';
export { assessRule, assessRules, type RuleAssessment } from './approval/rule-assessment.ts';
export { ruleInWords, rulesInWords } from './approval/rule-words.ts';
export { type WithdrawalWish } from './approval/withdraw-approval.ts';
export {
  FederationCoreBridge,
  type CarriedOperation,
  type FederationCoreBridgeOptions,
  type SettledOperations,
} from './bridge/federation-core-bridge.ts';
export { type AcceptedPolicy, type PolicyLayerReference } from './policy/accepted-policy.ts';
export {
  AuthorizationPolicy,
  type AuthorizationPolicyOptions,
} from './policy/authorization-policy.ts';
export { type WeighingRequest } from './policy/plan-ground.ts';
export {
  PolicyForecast,
  type Forecast,
  type ForecastProposal,
  type OperationForecast,
  type PolicyForecastOptions,
} from './policy/policy-forecast.ts';
export { PolicyRegister, type PolicyRegisterOptions } from './policy/policy-register.ts';
export { type ReadablePolicy } from './policy/policy-standing.ts';
export { type MintingGrounds, type WeighedOperation } from './policy/weighing.ts';
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
export { type SignatureExplainer, type SignatureFlaw } from './port/signature-explainer.ts';
export {
  type ApprovalEnvelope,
  type AuthorizedPlan,
  type IssuedAdvisory,
  type IssuedEnforceable,
  type IssuedReceipt,
} from './receipt/issued-receipt.ts';
export { type MintRecord, type Revocation } from './receipt/mint-record.ts';
export {
  ReceiptGenerator,
  type GenerationRequest,
  type ReceiptGeneratorOptions,
} from './receipt/receipt-generator.ts';
export {
  ReceiptRegister,
  type LiveReceipt,
  type RevokedReceipt,
  type ReceiptRegisterOptions,
} from './receipt/receipt-register.ts';
export {
  asAdviseSigner,
  asMintSigner,
  type AdviseSigner,
  type MintSigner,
} from './receipt/receipt-signers.ts';
export {
  acceptTrustRoot,
  type SoundTrustRoot,
  type TrustRootContext,
} from './trust/accept-trust-root.ts';
export { type AcceptedTrustRoot } from './trust/accepted-trust-root.ts';
export { rosterFlaws } from './trust/roster-soundness.ts';
export { TrustRegister, type TrustRegisterOptions } from './trust/trust-register.ts';
