// SPDX-License-Identifier: Apache-2.0
// The only road between the Federation Core and the publisher: plans come in, receipts are issued, and
// each operation travels with its receipt, the plan's bytes and the approvals, after those it depends
// on have succeeded.
import {
  refusal,
  type JsonValue,
  type OperationId,
  type OperationStatus,
  type PlannedOperation,
  type PublicationOutcome,
  type Refusal,
} from '@marketops/core';
import type { Answer } from '../answer.ts';
import type { PublisherPort } from '../port/publisher-port.ts';
import type {
  AuthorizedPlan,
  IssuedEnforceable,
  IssuedReceipt,
} from '../receipt/issued-receipt.ts';
import type { GenerationRequest, ReceiptGenerator } from '../receipt/receipt-generator.ts';

/** What a bridge joins. */
export interface FederationCoreBridgeOptions {
  readonly generator: ReceiptGenerator;
  readonly publisher: PublisherPort;
}

/** What became of one operation. */
export interface CarriedOperation {
  readonly operationId: OperationId;
  /** The receipt it ended with: an advisory one where it was not handed over. */
  readonly receipt: IssuedReceipt;
  /** The publisher's answer; null where nothing was handed over. */
  readonly outcome: PublicationOutcome | null;
}

/** How operations ended so far, as far as it is known. */
export type SettledOperations = ReadonlyMap<OperationId, OperationStatus>;

/** Issues receipts for a plan and hands them to the publisher. */
export class FederationCoreBridge {
  readonly #options: FederationCoreBridgeOptions;

  constructor(options: FederationCoreBridgeOptions) {
    this.#options = options;
  }

  /** One receipt for each operation, in the plan's order; nothing is handed over. */
  async authorize(request: GenerationRequest): Promise<Answer<AuthorizedPlan>> {
    return this.#options.generator.generate(request);
  }

  /** What a run was authorized for before: receipts that were used, and those that still can be. */
  async recall(request: Omit<GenerationRequest, 'mode'>): Promise<Answer<AuthorizedPlan>> {
    return this.#options.generator.recall(request);
  }

  /**
   * Hands every operation over that is not settled before, in the plan's order, one after the other.
   * One whose dependency did not succeed is not handed over: its receipt is revoked, and it ends with
   * an advisory one.
   */
  async carryOut(
    authorized: AuthorizedPlan,
    settledBefore: SettledOperations = new Map(),
  ): Promise<readonly CarriedOperation[]> {
    const settled = new Map(settledBefore);
    const carried: CarriedOperation[] = [];
    for (const { operationId } of authorized.receipts) {
      if (settledBefore.has(operationId)) continue;
      const operation = await this.submit(authorized, operationId, settled);
      if (operation.outcome !== null) settled.set(operationId, operation.outcome.status);
      carried.push(operation);
    }
    return carried;
  }

  /** Hands one operation over, if it has an enforceable receipt and its dependencies succeeded. */
  async submit(
    authorized: AuthorizedPlan,
    operationId: OperationId,
    settled: SettledOperations,
  ): Promise<CarriedOperation> {
    const planned = authorized.plan.operations.find(
      ({ operation }) => operation.operationId === operationId,
    );
    const receipt = authorized.receipts.find((issued) => issued.operationId === operationId);
    if (planned === undefined || receipt === undefined) {
      throw new RangeError(`${operationId} is not an authorized operation of the plan`);
    }
    if (!receipt.enforceable) return { operationId, receipt, outcome: null };
    const [first, ...more] = unmetDependencies(planned, settled);
    if (first !== undefined) {
      const { generator } = this.#options;
      const advisory = await generator.holdBack(authorized, operationId, [first, ...more]);
      return { operationId, receipt: advisory, outcome: null };
    }
    const outcome = await this.#handOver(authorized, planned, receipt);
    return { operationId, receipt, outcome };
  }

  async #handOver(
    { runId, mode, planBytes, approvals }: AuthorizedPlan,
    { operation }: PlannedOperation,
    { envelope, receipt }: IssuedEnforceable,
  ): Promise<PublicationOutcome> {
    const listed = new Set(receipt.approvals.map(({ digest }) => digest));
    return this.#options.publisher.submit({
      mode,
      runId,
      operation: operation satisfies JsonValue,
      receipt: envelope,
      plan: planBytes,
      approvals: approvals
        .filter(({ digest }) => listed.has(digest))
        .map((approval) => approval.envelope),
    });
  }
}

function unmetDependencies(
  { dependsOn }: PlannedOperation,
  settled: SettledOperations,
): readonly Refusal[] {
  return dependsOn
    .filter((dependency) => settled.get(dependency) !== 'success')
    .map((dependency) =>
      refusal('plan.held_back', {
        subject: dependency,
        expected: 'an operation that succeeded',
        found: settled.get(dependency) ?? 'not carried out',
      }),
    );
}
