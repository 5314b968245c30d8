// SPDX-License-Identifier: Apache-2.0
// A policy forecast that a test scripts: it permits everything until it is told otherwise.
import { digestOf, type OperationKind, type Refusal } from '@marketops/core';
import type {
  OperationWeighing,
  PolicyProposal,
  PolicyWeigher,
  PolicyWeighing,
} from '@marketops/engine';

/** A `PolicyWeigher` that says what it is told to. */
export class ScriptedWeigher implements PolicyWeigher {
  readonly proposals: PolicyProposal[] = [];
  readonly denials = new Map<OperationKind, Refusal>();
  /** Refuses every proposal as a whole while it is not null. */
  outage: Refusal | null = null;
  version = 1;

  weigh(proposal: PolicyProposal): ReturnType<PolicyWeigher['weigh']> {
    this.proposals.push(proposal);
    if (this.outage !== null) return Promise.resolve({ ok: false, refusals: [this.outage] });
    const value: PolicyWeighing = {
      policy: {
        digest: digestOf({ version: this.version }),
        version: this.version,
        engine: 'scripted',
      },
      operations: proposal.operations.map(({ operationId, kind }): OperationWeighing => {
        const denial = this.denials.get(kind);
        const approvals = '2 of maintainers';
        return denial === undefined
          ? { operationId, decision: 'permit', refusals: [], approvals }
          : { operationId, decision: 'deny', refusals: [denial], approvals };
      }),
    };
    return Promise.resolve({ ok: true, value });
  }
}
