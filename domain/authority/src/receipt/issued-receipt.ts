// SPDX-License-Identifier: Apache-2.0
// A receipt as it is handed out: what it says, the very bytes that were signed, and for an advisory
// one every reason why it is no more than that.
import type {
  AdvisoryReceipt,
  EnforceableReceipt,
  Instant,
  OperationId,
  OperationKind,
  PublicationPlan,
  ReceiptId,
  Refusal,
  RunId,
  Sha256Digest,
} from '@marketops/core';

interface IssuedParts {
  readonly receiptId: ReceiptId;
  readonly operationId: OperationId;
  readonly operationKind: OperationKind;
  /** SHA-256 of the canonical envelope. */
  readonly receiptDigest: Sha256Digest;
  readonly envelope: Uint8Array;
}

/** An enforceable receipt and its signed bytes. */
export interface IssuedEnforceable extends IssuedParts {
  readonly enforceable: true;
  readonly receipt: EnforceableReceipt;
  readonly refusals: readonly [];
  readonly expiresAt: Instant;
}

/** An advisory receipt and its signed bytes. */
export interface IssuedAdvisory extends IssuedParts {
  readonly enforceable: false;
  readonly receipt: AdvisoryReceipt;
  /** Every reason, ordered by who can fix it. */
  readonly refusals: readonly Refusal[];
  readonly expiresAt: null;
}

/** What one operation was given. */
export type IssuedReceipt = IssuedEnforceable | IssuedAdvisory;

/** One approval's signed bytes. */
export interface ApprovalEnvelope {
  readonly digest: Sha256Digest;
  readonly envelope: Uint8Array;
}

/** What a plan was given: one receipt per operation, in the plan's order. */
export interface AuthorizedPlan {
  readonly runId: RunId;
  /** As it was given, whatever its type. */
  readonly mode: unknown;
  readonly plan: PublicationPlan;
  /** The exact bytes that were parsed as the plan. */
  readonly planBytes: Uint8Array;
  readonly receipts: readonly IssuedReceipt[];
  /** Every approval that one of the receipts lists. */
  readonly approvals: readonly ApprovalEnvelope[];
}
