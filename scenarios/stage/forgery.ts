// SPDX-License-Identifier: Apache-2.0
// What somebody can make who knows everything and holds one key: a receipt that the Federation Core
// never minted. Everything in it is right but what the story makes wrong.
import {
  ID_BYTES,
  approvalKind,
  enforceableReceiptKind,
  instantFromMs,
  instantToMs,
  readSignedPredicate,
  receiptIds,
  signPredicate,
  type EnforceableReceipt,
  type OperationKind,
  type PublicationSubmission,
  type ReceiptId,
  LIMITS,
} from '@marketops/core';
import { must, type TestKey } from '@marketops/testkit';
import { stageAudience, stageKey } from './roster.ts';
import { operationOf, type PlannedRun } from './planned-run.ts';
import type { Stage } from './stage.ts';

/** What is forged. */
export interface Forgery {
  readonly kind: OperationKind;
  /** The envelopes that the receipt lists and that are handed over with it. */
  readonly approvals: readonly Uint8Array[];
  /** The key that signs; the mint's own unless given. */
  readonly key?: TestKey;
  /** What the receipt says instead. */
  readonly changes?: Partial<EnforceableReceipt>;
}

/** A forged receipt, ready to be handed to the publisher. */
export interface ForgedSubmission {
  readonly receiptId: ReceiptId;
  readonly submission: PublicationSubmission;
}

/** Forges a receipt for an operation of a plan. */
export async function forgeReceipt(
  stage: Stage,
  run: PlannedRun,
  forgery: Forgery,
): Promise<ForgedSubmission> {
  const { operation, digest, preconditions } = operationOf(run.plan, forgery.kind);
  const { instance, planDigest } = await stage.request(run);
  const issuedAt = stage.clock.now();
  const receipt: EnforceableReceipt = {
    receiptId: receiptIds.from(stage.entropy.bytes(ID_BYTES)),
    enforceable: true,
    mode: 'prod',
    audience: stageAudience,
    runId: stage.newRunId(),
    operationId: operation.operationId,
    operationKind: operation.kind,
    repository: operation.repository,
    operationDigest: digest,
    planDigest,
    preconditions,
    policy: run.plan.policy,
    approvals: forgery.approvals.map((envelope) => ({ digest: digestOfApproval(envelope) })),
    instance,
    consumptionEpoch: 1,
    issuedAt,
    notBefore: issuedAt,
    expiresAt: instantFromMs(instantToMs(issuedAt) + LIMITS.receiptLifetimeMsDefault),
    ...forgery.changes,
  };
  const key = forgery.key ?? stageKey('mint');
  return {
    receiptId: receipt.receiptId,
    submission: {
      mode: 'prod',
      runId: receipt.runId,
      operation,
      receipt: await signPredicate(enforceableReceiptKind, receipt, [key]),
      plan: run.planBytes,
      approvals: forgery.approvals,
    },
  };
}

function digestOfApproval(envelope: Uint8Array): EnforceableReceipt['approvals'][number]['digest'] {
  return must(readSignedPredicate(approvalKind, envelope)).digest;
}
