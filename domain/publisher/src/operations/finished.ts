// SPDX-License-Identifier: Apache-2.0
// How an operation's steps end well: with what stands on GitHub, read back from there.
import type { GitObjectId, PublicationResult, Refusal } from '@marketops/core';

/** What stands on GitHub after the last step. */
export interface Finished {
  readonly result: PublicationResult;
  /** Git objects that GitHub holds because of it. */
  readonly objectIds: readonly GitObjectId[];
  /** What is not public of it and could not be removed. */
  readonly leftBehind: readonly Refusal[];
}
