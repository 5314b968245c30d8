// SPDX-License-Identifier: Apache-2.0
// Why the store cannot be used, as a refusal of the catalogue.
import { statSync } from 'node:fs';
import { refusal, type ReasonCode, type Refusal } from '@marketops/core';

/** The codes of the store. */
export type StoreReasonCode = Extract<ReasonCode, `store.${string}`>;

/** The store cannot be used; nothing of the failed transaction remains. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly refusal: Refusal;

  constructor(
    code: StoreReasonCode,
    details: { readonly subject: string; readonly expected: string; readonly found: string },
  ) {
    super(`${code}: expected ${details.expected}, found ${details.found}`);
    this.refusal = refusal(code, details);
  }
}

const resultCodeMask = 0xff;
/** SQLITE_IOERR_SHMSIZE: the index of the write-ahead log cannot grow, for the volume is full. */
const indexCannotGrow = 4874;
const codeOfResult: ReadonlyMap<number, StoreReasonCode> = new Map([
  [5, 'store.locked'],
  [6, 'store.locked'],
  [8, 'store.read_only'],
  [10, 'store.failed'],
  [11, 'store.not_a_database'],
  [13, 'store.full'],
  [14, 'store.unreadable'],
  [26, 'store.not_a_database'],
]);

/** SQLite's extended result code of an error (https://sqlite.org/rescode.html), or null. */
function extendedCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode : null;
}

/** SQLite's primary result code of an error, or null. */
function resultCode(error: unknown): number | null {
  const code = extendedCode(error);
  return code === null ? null : code & resultCodeMask;
}

/** The code of a failure of SQLite that concerns the file; undefined for others. */
function storeCodeOf(error: unknown, path: string): StoreReasonCode | undefined {
  if (extendedCode(error) === indexCannotGrow) return 'store.full';
  const code = codeOfResult.get(resultCode(error) ?? -1);
  // On a read-only disk SQLite cannot make the files that it keeps beside this one, and opens nothing.
  return code === 'store.unreadable' && isFile(path) ? 'store.read_only' : code;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The store's own error for a failure of SQLite that concerns the file; others stay as they are. */
export function storeErrorOf(error: unknown, path: string): unknown {
  const code = storeCodeOf(error, path);
  if (code === undefined || !(error instanceof Error)) return error;
  return new StoreError(code, {
    subject: path,
    expected: 'a database that can be read and written',
    found: error.message,
  });
}

/** Why a connection refuses everything after a failure: by the cause's own code, where it has one. */
export function lastingErrorOf(cause: unknown, path: string): StoreError {
  const error = storeErrorOf(cause, path);
  if (error instanceof StoreError) return error;
  return new StoreError('store.failed', {
    subject: path,
    expected: 'a store that keeps what it is given',
    found: cause instanceof Error ? cause.message : 'an unknown failure',
  });
}

/** Whether an SQLite error leaves the connection in a state that only a fresh start can judge. */
export function isFatal(error: unknown): boolean {
  const code = resultCode(error);
  return code === 7 || code === 10 || code === 11 || code === 26;
}
