// SPDX-License-Identifier: Apache-2.0
// The tamper-evident log of a story, read back from the store's file as an auditor reads it: every
// leaf, against a signed head, and every head that was signed before.
import type { OperationAuditRecord, ReceiptId, SignatureVerifier } from '@marketops/core';
import {
  AuditLogReader,
  noteKeyOf,
  openCheckpoint,
  parseAuditLeaf,
  readLoggedLeaves,
  signCheckpoint,
  verifyWholeLog,
  type Checkpoint,
} from '@marketops/log';
import type { SqliteStore } from '@marketops/store-sqlite';
import { must, type TestKey } from '@marketops/testkit';

const origin = 'urn:marketops:authority:stage/log';

/** Reads and audits the log of one store. */
export class StageLog {
  readonly #store: () => SqliteStore;
  readonly #key: TestKey;
  readonly #verifier: SignatureVerifier;
  readonly #signed: Checkpoint[] = [];

  constructor(parts: {
    readonly store: () => SqliteStore;
    readonly key: TestKey;
    readonly verifier: SignatureVerifier;
  }) {
    this.#store = parts.store;
    this.#key = parts.key;
    this.#verifier = parts.verifier;
  }

  /** Every record, in the log's order. */
  async records(): Promise<readonly OperationAuditRecord[]> {
    return this.#store().readLog(async (log) => {
      const records: OperationAuditRecord[] = [];
      for await (const { leaf } of readLoggedLeaves(log, await log.size())) {
        records.push(must(parseAuditLeaf(leaf)));
      }
      return records;
    });
  }

  /** The rejections that name a receipt; with null those of submissions without a legible one. */
  async rejectionsFor(receiptId: ReceiptId | null): Promise<readonly OperationAuditRecord[]> {
    const records = await this.records();
    return records.filter(
      (record) => record.event === 'operation.rejected' && record.receiptId === receiptId,
    );
  }

  /** Signs the present head, and audits every leaf against it and against every earlier head. */
  async verifies(): Promise<boolean> {
    const { checkpoint } = must(
      await openCheckpoint(await this.#signHead(), {
        origin,
        keys: [this.#noteKey()],
        verifier: this.#verifier,
      }),
    );
    const verdict = await this.#store().readLog((log) =>
      verifyWholeLog({
        leaves: readLoggedLeaves(log, checkpoint.size),
        checkpoint,
        earlier: this.#signed,
      }),
    );
    this.#signed.push(checkpoint);
    return verdict.verified && verdict.leavesBeyond === 0;
  }

  async #signHead(): Promise<string> {
    const head = await this.#store().readLog((log) =>
      new AuditLogReader(origin, log).currentCheckpoint(),
    );
    const { publicKey } = this.#key;
    return signCheckpoint(head, { name: origin, publicKey, signer: this.#key });
  }

  #noteKey() {
    const key = noteKeyOf(this.#key.trustKey({ roles: ['log'] }), { name: origin, type: 'log' });
    if (key === null) throw new TypeError('the log key of the stage cannot sign notes');
    return key;
  }
}
