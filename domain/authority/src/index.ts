// SPDX-License-Identifier: Apache-2.0
// The public surface of the Federation Core, listed name by name.
export { type Answer } from './answer.ts';
export { ApprovalCeremony } from './approval/approval-ceremony.ts';
export {
  APPROVAL_SUBJECTS,
  approvalRequestSchema,
  policyLayersMax,
  requiredApprovalsSchema,
  type ApprovalRequest,
  type ApprovalSubject,
} from './approval/approval-request.ts';
export { approvalRuleSchema, type ApprovalRule } from './approval/approval-rule.ts';
export { buildApproval } from './approval/build-approval.ts';
export { type CeremonyStanding } from './approval/ceremony-standing.ts';
export { type RecordedApproval, type Withdrawal } from './approval/recorded-approval.ts';
export { assessRules } from './approval/rule-assessment.ts';
export { rulesInWords } from './approval/rule-words.ts';
export { FederationCoreBridge } from './bridge/federation-core-bridge.ts';
export { type AcceptedPolicy, type PolicyLayerReference } from './policy/accepted-policy.ts';
export { AuthorizationPolicy } from './policy/authorization-policy.ts';
export { PolicyForecast } from './policy/policy-forecast.ts';
export { PolicyRegister } from './policy/policy-register.ts';
export { type WeighedOperation } from './policy/weighing.ts';
export { type AuthorityStore, type AuthorityTransaction } from './port/authority-store.ts';
export {
  type DecidingRule,
  type PolicyDecision,
  type PolicyInForce,
  type PolicyPort,
  type PolicyRequest,
} from './port/policy-port.ts';
export { type PublisherPort } from './port/publisher-port.ts';
export { type SignatureExplainer, type SignatureFlaw } from './port/signature-explainer.ts';
export { type AuthorizedPlan, type IssuedReceipt } from './receipt/issued-receipt.ts';
export { type MintRecord, type Revocation } from './receipt/mint-record.ts';
export { ReceiptGenerator, type ReceiptGeneratorOptions } from './receipt/receipt-generator.ts';
export { ReceiptRegister, type LiveReceipt } from './receipt/receipt-register.ts';
export { asAdviseSigner, asMintSigner } from './receipt/receipt-signers.ts';
export { acceptTrustRoot } from './trust/accept-trust-root.ts';
export { type AcceptedTrustRoot } from './trust/accepted-trust-root.ts';
export { TrustRegister } from './trust/trust-register.ts';
