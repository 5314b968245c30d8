// SPDX-License-Identifier: Apache-2.0
// What the publisher's validator is given for a submission when its store holds nothing against it.
import {
  examineReceipt,
  parseOperation,
  parsePlan,
  type AdmissionFacts,
  type PublicationSubmission,
} from '@marketops/core';
import { KeyringVerifier } from '@marketops/keyring';
import { must } from '@marketops/testkit';
import { stagePins } from '../stage/roster.ts';
import type { Stage } from '../stage/stage.ts';

/** The facts of a submission on a stage, now. */
export async function factsOf(
  stage: Stage,
  { mode, runId, operation, receipt, plan }: PublicationSubmission,
): Promise<AdmissionFacts> {
  const pins = stagePins(stage.github.repository);
  const trust = { root: pins.trustRoot, verifier: new KeyringVerifier() };
  return {
    mode,
    runId,
    pins,
    operation: must(parseOperation(operation)),
    receipt: await examineReceipt(receipt, trust),
    plan: plan === null ? null : must(parsePlan(plan)),
    approvals: [],
    state: {
      now: stage.clock.now(),
      consumedBy: null,
      consumedStatus: null,
      revoked: false,
      consumptionEpoch: 1,
      policyVersionSeen: 0,
    },
  };
}
