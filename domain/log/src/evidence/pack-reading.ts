// SPDX-License-Identifier: Apache-2.0
// A pack together with what its receipt says, read once. Who signed the receipt is found out later.
import {
  canonicalJsonBytes,
  enforceableReceiptKind,
  readSignedPredicate,
  type EnforceableReceipt,
} from '@marketops/core';
import type { EvidencePack } from './evidence-pack.ts';

/** A pack and its receipt's predicate, null unless that is an enforceable receipt. */
export interface PackReading {
  readonly pack: EvidencePack;
  readonly receipt: EnforceableReceipt | null;
}

/** Reads a pack's receipt, whoever signed it. */
export function readPack(pack: EvidencePack): PackReading {
  if (pack.receipt === null) return { pack, receipt: null };
  const signed = readSignedPredicate(enforceableReceiptKind, canonicalJsonBytes(pack.receipt));
  return { pack, receipt: signed.ok ? signed.value.predicate : null };
}
