// SPDX-License-Identifier: Apache-2.0
// What the publisher answers: always a value with a status, the checks, the reasons and the place of
// its audit record in the log.
import type { OperationStatus } from '../audit/operation-audit-record.ts';
import type { CheckReport } from '../check/check-result.ts';
import type { GitObjectId } from '../git/object-id.ts';
import type { OperationId, ReceiptId } from '../identity/ids.ts';
import type { Sha256Digest } from '../json/digest.ts';
import type { OperationKind } from '../operation/operation-kind.ts';
import type { Refusal } from '../refusal/refusal.ts';

/** What stands on GitHub after a success, read back from there. */
export type PublicationResult =
  | {
      readonly kind: 'tag_repo';
      readonly ref: string;
      readonly tagOid: GitObjectId;
      readonly targetCommit: GitObjectId;
      readonly url: string;
    }
  | {
      readonly kind: 'publish_release';
      readonly releaseId: number;
      readonly tagOid: GitObjectId;
      readonly url: string;
      readonly immutable: boolean;
      readonly assets: readonly {
        readonly assetId: number;
        readonly name: string;
        readonly sha256: Sha256Digest;
      }[];
    }
  | {
      readonly kind: 'open_pr';
      readonly number: number;
      readonly branch: string;
      readonly headOid: GitObjectId;
      readonly url: string;
    };

/** The publisher's answer to one submission. */
export interface PublicationOutcome {
  readonly status: OperationStatus;
  /** Null only where the operation itself could not be read. */
  readonly operationId: OperationId | null;
  /** Null only where not even the kind could be read. */
  readonly operationKind: OperationKind | null;
  readonly receiptId: ReceiptId | null;
  readonly checks: CheckReport;
  /** On success, nothing but `operation.left_behind`. */
  readonly refusals: readonly Refusal[];
  readonly result: PublicationResult | null;
  /** The index in the log of the record that says so; null only where none could be written. */
  readonly logIndex: number | null;
}
