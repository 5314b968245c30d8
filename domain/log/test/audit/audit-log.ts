// SPDX-License-Identifier: Apache-2.0
// A log that tests fill: records are appended as a store appends them, and read as everybody reads them.
import type { OperationAuditRecord } from '@marketops/core';
import { appendLeaf } from '../../src/storage/append-leaf.ts';
import type { LogStorage } from '../../src/storage/log-storage.ts';
import { encodeAuditLeaf } from '../../src/audit/audit-leaf.ts';
import { AuditLogReader } from '../../src/audit/audit-log-reader.ts';

/** Reads and extends one log. */
export class AuditLog extends AuditLogReader {
  readonly #storage: LogStorage;

  constructor(origin: string, storage: LogStorage) {
    super(origin, storage);
    this.#storage = storage;
  }

  /** Appends one record as a leaf and answers its index; throws for what is no audit record. */
  async appendRecord(record: OperationAuditRecord): Promise<number> {
    return appendLeaf(this.#storage, encodeAuditLeaf(record));
  }
}
