// SPDX-License-Identifier: Apache-2.0
// Where links in answers lead.

/** The origins that links in answers are made from; none ends in a slash. */
export interface Origins {
  readonly api: string;
  readonly upload: string;
  readonly web: string;
}
