// SPDX-License-Identifier: Apache-2.0
// An operation of the approved plan that an earlier prod run handed over: what is spent is not asked
// for again, and what is done is not done again.
import type { Operation, PublicationOutcome, Sha256Digest } from '@marketops/core';
import type { IssuedReceipt } from './publication-road.ts';

/** An operation that was admitted before, and how it stands now. */
export interface EarlierOperation {
  /** The operation as it was admitted. */
  readonly operation: Operation;
  /** SHA-256 over the operation's canonical bytes. */
  readonly operationDigest: Sha256Digest;
  /** The plan under which it was admitted. */
  readonly planDigest: Sha256Digest;
  /** The receipt that was spent on it. */
  readonly receipt: IssuedReceipt;
  /** The outcome on record; `outcome_unknown` also for one that is still open. */
  readonly outcome: PublicationOutcome;
}
