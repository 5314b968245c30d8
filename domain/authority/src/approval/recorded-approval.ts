// SPDX-License-Identifier: Apache-2.0
// What the authority keeps of each person's statement: the signed bytes themselves, beside the few
// members that it is looked up by.
import type { Approval, Instant, KeyId, PersonId, RequestId, Sha256Digest } from '@marketops/core';

/** A signed statement that was accepted, approve or deny. */
export interface RecordedApproval {
  /** SHA-256 of the canonical envelope: how receipts name it. */
  readonly digest: Sha256Digest;
  readonly requestId: RequestId;
  readonly personId: PersonId;
  readonly keyId: KeyId;
  readonly decision: Approval['decision'];
  readonly decidedAt: Instant;
  readonly expiresAt: Instant;
  readonly recordedAt: Instant;
  /** The envelope's bytes as they were signed and handed in. */
  readonly envelope: Uint8Array;
}

/** An approval taken back by the person who gave it. */
export interface Withdrawal {
  readonly approvalDigest: Sha256Digest;
  readonly requestId: RequestId;
  readonly personId: PersonId;
  readonly withdrawnAt: Instant;
  readonly reason: string;
}
