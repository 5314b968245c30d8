// SPDX-License-Identifier: Apache-2.0
// Everything the checks look at, gathered beforehand: what was submitted, what signatures were found
// genuine, what the publisher pins, and what its store holds at this moment.
import type { Approval } from '../approval/approval.ts';
import type { OperationStatus } from '../audit/operation-audit-record.ts';
import type { OperationId, ReceiptId, RunId } from '../identity/ids.ts';
import type { RepositoryIdentity } from '../identity/repository.ts';
import type { Sha256Digest } from '../json/digest.ts';
import type { Operation } from '../operation/operation.ts';
import type { OperationKind } from '../operation/operation-kind.ts';
import type { PublicationPlan } from '../plan/publication-plan.ts';
import type { EnforceableReceipt } from '../receipt/enforceable-receipt.ts';
import type { Problem } from '../schema/parsed.ts';
import type { Instant } from '../time/instant.ts';
import type { Person, TrustRoot } from '../trust/trust-root.ts';

/** What the submitted receipt turned out to be. */
export type ReceiptReading =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed'; readonly problem: Problem }
  | {
      readonly kind: 'advisory';
      readonly receiptId: ReceiptId | null;
      readonly digest: Sha256Digest;
    }
  | {
      readonly kind: 'enforceable';
      readonly receipt: EnforceableReceipt;
      readonly digest: Sha256Digest;
      /** Signed by exactly one key that held the mint role when the receipt was issued. */
      readonly mintSignatureGenuine: boolean;
    };

/** What one submitted approval turned out to be. `person` signed it, null if nobody known did. */
export interface ApprovalReading {
  readonly digest: Sha256Digest | null;
  readonly approval: Approval | null;
  readonly person: Person | null;
}

/** What a publisher pins for itself, whatever any receipt says. */
export interface PublisherPins {
  /** The name that receipts must be addressed to. */
  readonly audience: string;
  /** The repositories it may touch. */
  readonly repositories: readonly RepositoryIdentity[];
  /** The least number of distinct people, by operation kind. */
  readonly approvalsMin: { readonly [kind in OperationKind]: number };
  readonly trustRoot: TrustRoot;
}

/** What the store holds at the moment of admission. */
export interface AdmissionState {
  readonly now: Instant;
  /** The operation that spent this receipt, or null. */
  readonly consumedBy: OperationId | null;
  /** How that operation ended; null while it is not settled, and where there is none. */
  readonly consumedStatus: OperationStatus | null;
  readonly revoked: boolean;
  readonly consumptionEpoch: number;
  readonly policyVersionSeen: number;
}

/** Everything the checks look at. */
export interface AdmissionFacts {
  /** As it was given, whatever its type. */
  readonly mode: unknown;
  readonly runId: RunId;
  /** What is about to be sent, parsed by the publisher itself; null where it cannot be read. */
  readonly operation: Operation | null;
  readonly receipt: ReceiptReading;
  /** The plan that the approvals are about, null where none was given or it could not be read. */
  readonly plan: PublicationPlan | null;
  readonly approvals: readonly ApprovalReading[];
  readonly pins: PublisherPins;
  readonly state: AdmissionState;
}
