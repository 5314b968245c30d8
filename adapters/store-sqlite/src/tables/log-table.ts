// SPDX-License-Identifier: Apache-2.0
// The log in two tables. A leaf and the subtrees it completes are written in the transaction of the
// state that the leaf records.
import type { AuditAppender, OperationAuditRecord } from '@marketops/core';
import {
  appendLeaf,
  encodeAuditLeaf,
  type LeafAppend,
  type LogStorage,
  type NodePosition,
} from '@marketops/log';
import { bytesOf, integerOf } from '../columns.ts';
import type { SqliteConnection } from '../sqlite-connection.ts';

type OnRecord = (record: OperationAuditRecord) => void;

/** The log inside the present transaction of a connection. */
export class LogTable implements LogStorage, AuditAppender {
  readonly #connection: SqliteConnection;
  readonly #onRecord: OnRecord;

  constructor(connection: SqliteConnection, onRecord: OnRecord = () => undefined) {
    this.#connection = connection;
    this.#onRecord = onRecord;
  }

  size(): Promise<number> {
    const row = this.#connection.one(
      'SELECT coalesce(max(leaf_index) + 1, 0) AS size FROM log_leaf',
    );
    return Promise.resolve(row === null ? 0 : integerOf(row, 'size'));
  }

  readNodes(positions: readonly NodePosition[]): Promise<readonly Uint8Array[]> {
    const hashes = positions.map(({ level, index }) => {
      const row = this.#connection.one(
        'SELECT hash FROM log_node WHERE level = ? AND node_index = ?',
        level,
        index,
      );
      if (row === null) throw new RangeError(`the log holds no node ${index} at level ${level}`);
      return bytesOf(row, 'hash');
    });
    return Promise.resolve(hashes);
  }

  readLeaf(index: number): Promise<Uint8Array> {
    const row = this.#connection.one('SELECT leaf FROM log_leaf WHERE leaf_index = ?', index);
    if (row === null) throw new RangeError(`the log holds no leaf ${index}`);
    return Promise.resolve(bytesOf(row, 'leaf'));
  }

  async writeLeaf({ index, leaf, nodes }: LeafAppend): Promise<void> {
    if (index !== (await this.size())) throw new RangeError(`leaf ${index} is not the next one`);
    this.#connection.run('INSERT INTO log_leaf (leaf_index, leaf) VALUES (?, ?)', index, leaf);
    for (const node of nodes) {
      this.#connection.run(
        'INSERT INTO log_node (level, node_index, hash) VALUES (?, ?, ?)',
        node.level,
        node.index,
        node.hash,
      );
    }
  }

  appendAudit(record: OperationAuditRecord): Promise<number> {
    this.#onRecord(record);
    return appendLeaf(this, encodeAuditLeaf(record));
  }
}
