// SPDX-License-Identifier: Apache-2.0
// How much foreign JSON is read, and which of its numbers.

/** How much JSON is accepted, and which numbers. */
export interface JsonLimits {
  /** Bytes of the whole text. */
  readonly bytesMax: number;
  /** Arrays and objects inside one another; never more than 256, whatever is asked for. */
  readonly depthMax: number;
  /** Array items and object members in the whole text; 1,000,000 when it is not given. */
  readonly membersMax?: number;
  /**
   * `integer` accepts nothing but integers in their shortest spelling, for what is signed;
   * `finite` also accepts fractions, exponents and -0, which is read as 0.
   */
  readonly numbers: 'integer' | 'finite';
}

/** The limits of a request body. */
export const JSON_LIMITS_DEFAULT: JsonLimits = {
  bytesMax: 1_048_576,
  depthMax: 32,
  membersMax: 100_000,
  numbers: 'finite',
};
