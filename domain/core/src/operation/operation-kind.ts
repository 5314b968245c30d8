// SPDX-License-Identifier: Apache-2.0
// The three effects that MarketOps can have on GitHub.

/** One intended effect. */
export type OperationKind = 'publish_release' | 'tag_repo' | 'open_pr';

/** All operation kinds. */
export const OPERATION_KINDS = ['publish_release', 'tag_repo', 'open_pr'] as const;
