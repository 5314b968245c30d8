// SPDX-License-Identifier: Apache-2.0
// cosignature/v1 (C2SP tlog-cosignature): a witness says that, at a time, this was the largest
// consistent tree of the log that it had seen.
import {
  accepted,
  concatBytes,
  instantFromSeconds,
  instantToMs,
  refused,
  utf8Encode,
  type Instant,
  type Parsed,
} from '@marketops/core';

/** A cosignature taken apart: when it was made, and the Ed25519 signature. */
export interface Cosignature {
  /** Whole seconds. */
  readonly cosignedAt: Instant;
  readonly signature: Uint8Array;
}

const timestampBytes = 8;
const signatureBytes = 64;
const secondMs = 1_000;

/** The last second of the year 9999, beyond which no instant can be spelled. */
const timestampSecondsMax = 253_402_300_799n;

/** The bytes that a witness signs for a note's text at a time; a fraction of a second is dropped. */
export function cosignedMessage(text: string, cosignedAt: Instant): Uint8Array {
  return utf8Encode(`cosignature/v1\ntime ${secondsOf(cosignedAt)}\n${text}`);
}

/** What follows the key id in a witness's signature line: the time, big-endian, and the signature. */
export function encodeCosignature({ cosignedAt, signature }: Cosignature): Uint8Array {
  const timestamp = new Uint8Array(timestampBytes);
  new DataView(timestamp.buffer).setBigUint64(0, BigInt(secondsOf(cosignedAt)));
  return concatBytes([timestamp, signature]);
}

/** Accepts what follows the key id in a witness's signature line. */
export function parseCosignature(bytes: Uint8Array): Parsed<Cosignature> {
  const expected = `a time of ${timestampBytes} bytes and a signature of ${signatureBytes}`;
  if (bytes.length !== timestampBytes + signatureBytes) {
    return refused('', expected, `${bytes.length} bytes`);
  }
  const seconds = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  if (seconds > timestampSecondsMax) return refused('', 'a time before 10000', `${seconds}`);
  const cosignedAt = instantFromSeconds(Number(seconds));
  return accepted({ cosignedAt, signature: bytes.slice(timestampBytes) });
}

function secondsOf(instant: Instant): number {
  return Math.floor(instantToMs(instant) / secondMs);
}
