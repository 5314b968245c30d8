// SPDX-License-Identifier: Apache-2.0
// A request body that was written to disk while it arrived.

/** Bytes on disk with their length and SHA-256 (hexadecimal), both taken while writing. */
export interface SpooledUpload {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}
