// SPDX-License-Identifier: Apache-2.0
// Pull requests between two branches of one repository.

/** A pull request; while it is open its head and base follow their branches. */
export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly authorLogin: string;
  readonly createdAt: number;
  readonly visibleFrom: number;
  readonly headBranch: string;
  baseBranch: string;
  /** The head and base commits as last seen; they stop moving when the pull request is closed. */
  headId: string;
  baseId: string;
  title: string;
  body: string | null;
  draft: boolean;
  maintainerCanModify: boolean;
  state: 'open' | 'closed';
  closedAt: number | null;
  updatedAt: number;
}
