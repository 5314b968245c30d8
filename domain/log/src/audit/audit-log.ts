// SPDX-License-Identifier: Apache-2.0
// The log as a store's transaction writes it: a record becomes durable with the state that it
// records, or neither does.
import type { OperationAuditRecord } from '@marketops/core';
import { appendLeaf } from '../storage/append-leaf.ts';
import type { LogStorage } from '../storage/log-storage.ts';
import { encodeAuditLeaf } from './audit-leaf.ts';
import { AuditLogReader } from './audit-log-reader.ts';

/** Reads and extends one log inside one transaction. */
export class AuditLog extends AuditLogReader {
  readonly #storage: LogStorage;

  constructor(origin: string, storage: LogStorage) {
    super(origin, storage);
    this.#storage = storage;
  }

  /**
   * Appends one record as a leaf and answers its index.
   *
   * @throws TypeError or RangeError for what is no audit record or too large, and whatever the
   * storage throws: then the transaction must not commit.
   */
  async appendRecord(record: OperationAuditRecord): Promise<number> {
    return appendLeaf(this.#storage, encodeAuditLeaf(record));
  }
}
