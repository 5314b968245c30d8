// SPDX-License-Identifier: Apache-2.0
// What is published side by side with the peers.

const mebibyte = 1_048_576;
/** GitHub takes files below 2 GiB. */
const largestAssetBytes = 2 ** 31 - 1;

/** One case. */
export interface ReleaseCase {
  readonly name: string;
  readonly files: number;
  readonly fileBytes: number;
  /** How often each subject is run; the middle one counts. */
  readonly runs: number;
}

/** Every case. */
export const RELEASE_CASES: readonly ReleaseCase[] = [
  { name: '20 x 1 MiB', files: 20, fileBytes: mebibyte, runs: 5 },
  { name: '1 x 256 MiB', files: 1, fileBytes: 256 * mebibyte, runs: 7 },
  { name: '1 x 2 GiB', files: 1, fileBytes: largestAssetBytes, runs: 1 },
];
