// SPDX-License-Identifier: Apache-2.0
// What weighing a plan found: for each operation either the grounds to mint on, or every reason not
// to.
import type { PlannedOperation, PolicyReference, Refusal, TrustRoot } from '@marketops/core';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import type { RecordedApproval } from '../approval/recorded-approval.ts';

/** What a receipt would rest on. */
export interface MintingGrounds {
  readonly request: ApprovalRequest;
  /** Approvals that count, of different people, each asked for by a rule. */
  readonly approvals: readonly RecordedApproval[];
  readonly policy: PolicyReference;
  readonly root: TrustRoot;
}

/** What was found about one operation; the run's mode is not part of it. */
export type WeighedOperation =
  | { readonly planned: PlannedOperation; readonly grounds: MintingGrounds }
  | {
      readonly planned: PlannedOperation;
      readonly grounds: null;
      /** Ordered by who can fix them. */
      readonly reasons: readonly [Refusal, ...Refusal[]];
    };
