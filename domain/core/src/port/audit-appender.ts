// SPDX-License-Identifier: Apache-2.0
// The way into the log. It is part of a store's transaction, so that a state and its record are
// durable together or not at all.
import type { OperationAuditRecord } from '../audit/operation-audit-record.ts';

/** Appends audit records inside the transaction it belongs to. */
export interface AuditAppender {
  /** The index of the new leaf. Throws if it cannot be part of the transaction. */
  appendAudit(record: OperationAuditRecord): Promise<number>;
}
