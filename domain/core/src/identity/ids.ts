// SPDX-License-Identifier: Apache-2.0
// Identifiers: a prefix that says what is named, then 128 random bits in lower hex. Random bits are
// handed in; nothing here draws them.
import { hexEncode } from '../encoding/hex.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { describeText } from '../schema/describe-value.ts';
import { parsedText } from '../schema/scalars.ts';
import type { Schema } from '../schema/schema.ts';

/** Names one run. */
export type RunId = string & { readonly __id: 'run' };
/** Names one operation of one plan. */
export type OperationId = string & { readonly __id: 'op' };
/** Names one receipt, enforceable or advisory. */
export type ReceiptId = string & { readonly __id: 'rcpt' };
/** Names one request for approval. */
export type RequestId = string & { readonly __id: 'req' };
/** Names one approval ceremony; given by the authority, so that two cannot be mixed. */
export type InstanceId = string & { readonly __id: 'inst' };

/** How many random bytes an identifier takes. */
export const ID_BYTES = 16;

interface IdKind<T extends string> {
  /** Makes an identifier of 16 random bytes. */
  readonly from: (random: Uint8Array) => T;
  /** Accepts exactly the prefix and 32 lower hex digits. */
  readonly parse: (text: string) => Parsed<T>;
  readonly schema: Schema<T>;
}

function idKind<T extends string>(prefix: string): IdKind<T> {
  const pattern = new RegExp(`^${prefix}_[0-9a-f]{32}$`);
  const parse = (text: string): Parsed<T> =>
    pattern.test(text)
      ? accepted(text as T)
      : refused('', `${prefix}_ and 32 lower-case hex digits`, describeText(text));
  return {
    parse,
    schema: parsedText(parse, { pattern: pattern.source }),
    from: (random) => {
      if (random.length !== ID_BYTES) {
        throw new RangeError(`an identifier takes ${ID_BYTES} bytes, got ${random.length}`);
      }
      return `${prefix}_${hexEncode(random)}` as T;
    },
  };
}

/** Run identifiers. */
export const runIds: IdKind<RunId> = idKind('run');
/** Operation identifiers. */
export const operationIds: IdKind<OperationId> = idKind('op');
/** Receipt identifiers. */
export const receiptIds: IdKind<ReceiptId> = idKind('rcpt');
/** Approval-request identifiers. */
export const requestIds: IdKind<RequestId> = idKind('req');
/** Ceremony identifiers. */
export const instanceIds: IdKind<InstanceId> = idKind('inst');
