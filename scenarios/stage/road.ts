// SPDX-License-Identifier: Apache-2.0
// The road that the engine walks in a story, laid over the Federation Core's bridge. The engine sees
// what a receipt says, never its signature.
import {
  type AuthorizedPlan,
  type FederationCoreBridge,
  type IssuedReceipt as MintedReceipt,
  type ReceiptGenerator,
} from '@marketops/authority';
import type { OperationId, OperationStatus } from '@marketops/core';
import type { Advisor, IssuedReceipt, PublicationRoad } from '@marketops/engine';
import { mustAnswer } from '@marketops/testkit';

/** The Federation Core as a dry run sees it. */
export function adviserOf(generator: ReceiptGenerator): Advisor {
  return {
    advise: async ({ runId, sealed }) => {
      const request = { plan: sealed.bytes, runId, mode: 'dry_run' };
      return mustAnswer(await generator.generate(request)).receipts.map(withoutSignature);
    },
  };
}

/** The road of one prod run: receipts from the Federation Core, outcomes from the publisher. */
export function publicationRoad(bridge: FederationCoreBridge): PublicationRoad {
  let authorized: AuthorizedPlan | null = null;
  const settled = new Map<OperationId, OperationStatus>();
  return {
    authorize: async ({ runId, sealed }) => {
      const request = { plan: sealed.bytes, runId, mode: 'prod' };
      authorized = mustAnswer(await bridge.authorize(request));
      return authorized.receipts.map(withoutSignature);
    },
    submit: async (_request, { operation: { operationId } }) => {
      if (authorized === null) throw new TypeError('nothing was authorized on this road');
      const { outcome } = await bridge.submit(authorized, operationId, settled);
      if (outcome === null) throw new TypeError(`${operationId} was not handed over`);
      settled.set(operationId, outcome.status);
      return outcome;
    },
  };
}

function withoutSignature(receipt: MintedReceipt): IssuedReceipt {
  const { receiptId, operationId, operationKind, enforceable } = receipt;
  const { receiptDigest, refusals, expiresAt } = receipt;
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
