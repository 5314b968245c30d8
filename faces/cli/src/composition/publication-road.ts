// SPDX-License-Identifier: Apache-2.0
// The road that the engine walks, laid over the Federation Core's bridge: receipts on one side,
// outcomes on the other. The engine sees what a receipt says, never its signature.
import type {
  Answer,
  AuthorizedPlan,
  FederationCoreBridge,
  IssuedReceipt as AuthorityReceipt,
  ReceiptGenerator,
} from '@marketops/authority';
import type { OperationId, OperationStatus, PublicationOutcome } from '@marketops/core';
import type {
  Advisor,
  EarlierOperation,
  IssuedReceipt,
  PublicationRoad,
  RoadRequest,
} from '@marketops/engine';

/** The Federation Core as a dry run sees it. */
export function adviserOf(generator: ReceiptGenerator): Advisor {
  return {
    advise: async ({ runId, sealed }) => {
      const advised = await generator.generate({ plan: sealed.bytes, runId, mode: 'dry_run' });
      return advised.ok ? advised.value.receipts.map(asEngineReceipt) : advised;
    },
  };
}

/**
 * The road of one prod run. Receipts that were minted for the run beforehand are used first; what was
 * handed over before counts for the operations that depend on it.
 */
export function publicationRoad(
  bridge: FederationCoreBridge,
  earlier: readonly EarlierOperation[],
): PublicationRoad {
  let authorized: AuthorizedPlan | null = null;
  const settled = new Map<OperationId, OperationStatus>(
    earlier.map(({ operation, outcome }) => [operation.operationId, outcome.status]),
  );
  return {
    authorize: async (request) => {
      const answer = await authorizedFor(bridge, request);
      if (!answer.ok) return answer;
      authorized = answer.value;
      return authorized.receipts.map(asEngineReceipt);
    },
    submit: async (_request, { operation }): Promise<PublicationOutcome> => {
      if (authorized === null) throw new Error('nothing was authorized on this road');
      const { operationId } = operation;
      const { outcome } = await bridge.submit(authorized, operationId, settled);
      if (outcome === null) throw new Error(`${operationId} was not handed over`);
      settled.set(operationId, outcome.status);
      return outcome;
    },
  };
}

async function authorizedFor(
  bridge: FederationCoreBridge,
  { runId, sealed }: RoadRequest,
): Promise<Answer<AuthorizedPlan>> {
  const recalled = await bridge.recall({ plan: sealed.bytes, runId });
  if (recalled.ok && recalled.value.receipts.length === sealed.plan.operations.length) {
    return recalled;
  }
  return bridge.authorize({ plan: sealed.bytes, runId, mode: 'prod' });
}

/** What the engine is told of a receipt. */
export function asEngineReceipt(issued: AuthorityReceipt): IssuedReceipt {
  const { receiptId, operationId, operationKind, enforceable, receiptDigest } = issued;
  const { refusals, expiresAt } = issued;
  return {
    receiptId,
    operationId,
    operationKind,
    enforceable,
    receiptDigest,
    refusals,
    expiresAt,
  };
}
