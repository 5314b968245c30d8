// SPDX-License-Identifier: Apache-2.0
// The digests of a pack's documents, and which of them an attempt's record names.
import { digestOf, operationDigest, planDigest, type OperationAuditRecord } from '@marketops/core';
import type { EvidencePack } from './evidence-pack.ts';

/** The digest of each document; null where the pack has none. */
export interface DocumentDigests {
  readonly plan: string | null;
  readonly operation: string | null;
  readonly receipt: string | null;
}

/** The digests of a pack's documents, recomputed from what the pack holds. */
export function digestsIn({ plan, operation, receipt }: EvidencePack): DocumentDigests {
  return {
    plan: plan === null ? null : planDigest(plan),
    operation: operation === null ? null : operationDigest(operation),
    receipt: receipt === null ? null : digestOf(receipt),
  };
}

/** The digests that a record names; null where it names none. */
export function digestsNamedBy(record: OperationAuditRecord): DocumentDigests {
  return {
    plan: record.planDigest,
    operation: record.operationDigest,
    receipt: record.receiptDigest,
  };
}

/** The digests of a pack's approvals, in their order. */
export function approvalDigestsIn({ approvals }: EvidencePack): readonly string[] {
  return approvals.map((approval): string => digestOf(approval));
}
