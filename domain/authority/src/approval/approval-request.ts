// SPDX-License-Identifier: Apache-2.0
// A request for approval: one ceremony on one plan (or on one change of policy), with an instance
// that only the authority gives, so that statements made for one ceremony never count in another.
import {
  LIMITS,
  OPERATION_KINDS,
  array,
  instanceIds,
  instantSchema,
  literal,
  nullable,
  object,
  oneOf,
  operationIds,
  personIdSchema,
  policyReferenceSchema,
  proposerSchema,
  requestIds,
  runIds,
  sha256Schema,
  text,
  type TypeOf,
} from '@marketops/core';
import { approvalRuleSchema } from './approval-rule.ts';

/** What approvals can be asked for: shipping an operation, or putting another policy in force. */
export const APPROVAL_SUBJECTS = [...OPERATION_KINDS, 'policy_change'] as const;

/** One thing that approvals can be asked for. */
export type ApprovalSubject = (typeof APPROVAL_SUBJECTS)[number];

/** Layers of policy that a request may rest on at most. */
export const policyLayersMax = 16;

/** The rules for one subject: each must be satisfied by itself (one per policy layer). */
export const requiredApprovalsSchema = object({
  subject: oneOf(APPROVAL_SUBJECTS),
  rules: array(approvalRuleSchema, 1, policyLayersMax),
});

/** The rules for one subject. */
export type RequiredApprovals = TypeOf<typeof requiredApprovalsSchema>;

/** The shape of a request for approval. */
export const approvalRequestSchema = object({
  schema: literal('urn:marketops:approval-request:v1'),
  requestId: requestIds.schema,
  instance: instanceIds.schema,
  /** The run that asked; null for a change of policy. */
  runId: nullable(runIds.schema),
  /** The digest that people sign: the plan's, or that of the proposed change of policy. */
  planDigest: sha256Schema,
  operationDigests: array(
    object({ operationId: operationIds.schema, digest: sha256Schema }),
    0,
    LIMITS.planOperationsMax,
  ),
  policy: policyReferenceSchema,
  /** The policy that a change of policy would put in force; null for a plan. */
  proposedPolicy: nullable(policyReferenceSchema),
  proposer: proposerSchema,
  /** The mail address of the last author of the plan's content, null where there is none. */
  lastAuthor: nullable(text({ lengthMin: 1, lengthMax: 254 })),
  required: array(requiredApprovalsSchema, 1, APPROVAL_SUBJECTS.length),
  /** Who asked, for the log. */
  openedBy: personIdSchema,
  openedAt: instantSchema,
  expiresAt: instantSchema,
});

/** A request for approval. */
export type ApprovalRequest = TypeOf<typeof approvalRequestSchema>;
