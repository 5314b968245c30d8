// SPDX-License-Identifier: Apache-2.0
// The version of this MarketOps, as it tells GitHub and people.

/** The version of MarketOps. */
export const version = '0.1.0';
