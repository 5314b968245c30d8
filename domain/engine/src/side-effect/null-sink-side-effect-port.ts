// SPDX-License-Identifier: Apache-2.0
// The port of every dry run. It holds nothing that could reach GitHub: it writes down what would
// have been done, and that the mode is why it was not.
import type { PlannedOperation, SideEffectIntent } from '@marketops/core';
import { isRefused, type Advisor, type RefusedRoad } from '../port/publication-road.ts';
import type {
  SideEffectPort,
  SideEffectReport,
  SideEffectRequest,
} from '../port/side-effect-port.ts';

/** Records intents and performs nothing. */
export class NullSinkSideEffectPort implements SideEffectPort {
  readonly mode = 'dry_run';
  readonly earlier = [];
  readonly #advisor: Advisor | null;

  /** With an advisor, each operation also gets the advisory receipt that a dry run yields. */
  constructor(advisor: Advisor | null = null) {
    this.#advisor = advisor;
  }

  async perform({ runId, sealed }: SideEffectRequest): Promise<SideEffectReport | RefusedRoad> {
    const advisoryReceipts = (await this.#advisor?.advise({ runId, sealed })) ?? [];
    if (isRefused(advisoryReceipts)) return advisoryReceipts;
    return { kind: 'blocked', intents: sealed.plan.operations.map(intentOf), advisoryReceipts };
  }
}

function intentOf({ operation, digest }: PlannedOperation): SideEffectIntent {
  return {
    operationId: operation.operationId,
    kind: operation.kind,
    operationDigest: digest,
    blockedByMode: true,
  };
}
