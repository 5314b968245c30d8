// SPDX-License-Identifier: Apache-2.0
// What the authority keeps of each enforceable receipt it minted, so that all live authority can be
// listed, revoked and handed over.
import type {
  Instant,
  OperationId,
  OperationKind,
  ReceiptId,
  RepositoryIdentity,
  RequestId,
  RunId,
  Sha256Digest,
} from '@marketops/core';

/** One minted receipt. */
export interface MintRecord {
  readonly receiptId: ReceiptId;
  /** SHA-256 of the canonical envelope. */
  readonly receiptDigest: Sha256Digest;
  readonly requestId: RequestId;
  readonly runId: RunId;
  readonly operationId: OperationId;
  readonly operationKind: OperationKind;
  readonly repository: RepositoryIdentity;
  readonly operationDigest: Sha256Digest;
  readonly planDigest: Sha256Digest;
  readonly approvalDigests: readonly Sha256Digest[];
  readonly consumptionEpoch: number;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** The envelope's bytes as they were signed. */
  readonly envelope: Uint8Array;
}

/** A receipt taken back before it was used. */
export interface Revocation {
  readonly receiptId: ReceiptId;
  readonly revokedAt: Instant;
  /** The person or process that took it back. */
  readonly revokedBy: string;
  readonly reason: string;
}
