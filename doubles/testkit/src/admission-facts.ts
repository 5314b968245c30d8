// SPDX-License-Identifier: Apache-2.0
// Gathers the facts of a submission that passes every check, so that a test changes one thing.
import {
  examineApprovals,
  examineReceipt,
  readSignedPredicate,
  approvalKind,
  type AdmissionFacts,
  type Approval,
  type EnforceableReceipt,
  type Operation,
} from '@marketops/core';
import { testVerifier, type TestKey } from './ed25519-keys.ts';
import { must } from './must.ts';
import {
  sampleApproval,
  sampleNow,
  samplePins,
  samplePlan,
  sampleReceipt,
  sampleRunId,
  sampleTrustRoot,
  signedApproval,
  signedReceipt,
} from './sample-ceremony.ts';
import { sampleTagRepo } from './sample-operations.ts';

/** What a test may change about the submission. */
export interface AdmissionChanges {
  readonly operation?: Operation;
  readonly receipt?: Partial<EnforceableReceipt>;
  readonly mintKey?: TestKey;
  readonly approvals?: readonly { person: string; changes?: Partial<Approval>; key?: TestKey }[];
}

/** The facts of a submission; without changes every check passes. */
export async function admissionFacts(changes: AdmissionChanges = {}): Promise<AdmissionFacts> {
  const operation = changes.operation ?? sampleTagRepo();
  const plan = samplePlan();
  const trust = { root: sampleTrustRoot(), verifier: testVerifier };
  const envelopes = await Promise.all(
    (changes.approvals ?? [{ person: 'alice' }, { person: 'bob' }]).map(
      ({ person, changes: approvalChanges, key }) =>
        signedApproval(sampleApproval(person, plan, approvalChanges), key),
    ),
  );
  const digests = envelopes.map((bytes) => must(readSignedPredicate(approvalKind, bytes)).digest);
  const receipt = sampleReceipt(operation, digests, changes.receipt);
  return {
    mode: 'prod',
    runId: sampleRunId,
    operation,
    receipt: await examineReceipt(await signedReceipt(receipt, changes.mintKey), trust),
    plan,
    approvals: await examineApprovals(envelopes, trust),
    pins: samplePins(),
    state: {
      now: sampleNow,
      consumedBy: null,
      consumedStatus: null,
      revoked: false,
      consumptionEpoch: 1,
      policyVersionSeen: 1,
    },
  };
}
