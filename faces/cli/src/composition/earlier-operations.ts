// SPDX-License-Identifier: Apache-2.0
// What earlier runs of an approved plan handed to the publisher. Whatever they left open, killed or
// interrupted, is carried to its end first, so that a run which continues finds outcomes.
import type { FederationCoreBridge } from '@marketops/authority';
import { parsePlan, type PlannedOperation, type PublicationOutcome } from '@marketops/core';
import type { EarlierOperation, StoredPlan } from '@marketops/engine';
import type { AdmittedOperation, GitHubPublisher, PublisherStore } from '@marketops/publisher';
import { asEngineReceipt } from './publication-road.ts';

/** What a plan is continued over. */
export interface Continuation {
  readonly plan: StoredPlan;
  readonly store: PublisherStore;
  readonly publisher: GitHubPublisher;
  readonly bridge: FederationCoreBridge;
}

/**
 * The plan's operations that were admitted under it, in its order. Resolves once no operation of the
 * store is open, or faults of our own have stopped it. Throws where a store cannot be read.
 */
export async function earlierOperations(by: Continuation): Promise<readonly EarlierOperation[]> {
  const resumed = await by.publisher.resume();
  const plan = parsePlan(by.plan.bytes);
  if (!plan.ok) return [];
  const earlier: EarlierOperation[] = [];
  for (const planned of plan.value.operations) {
    const admitted = await admittedBefore(by, planned);
    const outcome = admitted === null ? null : await outcomeOf(by, admitted, resumed);
    if (admitted === null || outcome === null) continue;
    const receipt = await spentReceipt(by, admitted);
    if (receipt === null) continue;
    const { operation, operationDigest, planDigest } = admitted;
    earlier.push({ operation, operationDigest, planDigest, receipt, outcome });
  }
  return earlier;
}

/** The same operation, admitted under the same plan; null where there is none. */
async function admittedBefore(
  { plan, store }: Continuation,
  { operation: { operationId }, digest }: PlannedOperation,
): Promise<AdmittedOperation | null> {
  const stored = await store.transaction((tx) => tx.operation(operationId));
  const admitted = stored?.admitted ?? null;
  const same = admitted?.operationDigest === digest && admitted.planDigest === plan.planDigest;
  return same ? admitted : null;
}

/** The outcome on record; where there is none, what resuming the operation came to. */
async function outcomeOf(
  { publisher }: Continuation,
  { operationId }: AdmittedOperation,
  resumed: readonly PublicationOutcome[],
): Promise<PublicationOutcome | null> {
  const view = await publisher.status(operationId);
  const answer = resumed.find((outcome) => outcome.operationId === operationId);
  return view?.outcome ?? answer ?? null;
}

/** Null where the authority knows nothing of it; its operation is then refused as spent. */
async function spentReceipt(
  { plan, bridge }: Continuation,
  { runId, receiptId }: AdmittedOperation,
) {
  const recalled = await bridge.recall({ plan: plan.bytes, runId });
  if (!recalled.ok) return null;
  const receipt = recalled.value.receipts.find((issued) => issued.receiptId === receiptId);
  return receipt === undefined ? null : asEngineReceipt(receipt);
}
