// SPDX-License-Identifier: Apache-2.0
// How each operation of a plan stands: carried out, or why it could not be authorized at this moment.
import type { WeighedOperation } from '@marketops/authority';
import {
  planDigest,
  type OperationId,
  type PlannedOperation,
  type PublicationPlan,
} from '@marketops/core';
import { operationView, type OperationView } from '@marketops/publisher';
import { standing } from '../act/decision.ts';
import { openAuthorization } from '../composition/federation-core.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import type { RecordedRefusals } from './told-thing.ts';

/** How one operation of a plan stands. */
export interface PlannedStanding {
  readonly planned: PlannedOperation;
  /** Null where it was never admitted. */
  readonly view: OperationView | null;
  readonly refused: RecordedRefusals;
}

/** How each operation of a plan stands, in the plan's order. */
export async function plannedStandings(
  home: OpenedHome,
  plan: PublicationPlan,
): Promise<readonly PlannedStanding[]> {
  const weighed = await weighNow(home, plan);
  const standings: PlannedStanding[] = [];
  for (const one of weighed) {
    const { planned } = one;
    const view = await viewOf(home, planned.operation.operationId);
    standings.push({ planned, view, refused: view === null ? notMintable(one) : unsettled(view) });
  }
  return standings;
}

/** How an admitted operation stands; null where there is none. */
export async function viewOf(
  { store }: OpenedHome,
  operationId: OperationId,
): Promise<OperationView | null> {
  return store.publisher.transaction(async (transaction) => {
    const stored = await transaction.operation(operationId);
    if (stored === null) return null;
    const journal = await transaction.journal(operationId);
    return operationView(
      stored,
      journal.map(({ entry }) => entry),
    );
  });
}

/** The latest ceremony on a plan, or null. */
export async function latestStanding(home: OpenedHome, plan: PublicationPlan) {
  const requests = await home.store.authority.transaction((transaction) =>
    transaction.requestsForPlan(planDigest(plan)),
  );
  const latest = requests.at(-1);
  return latest === undefined ? null : standing(home, latest);
}

async function weighNow(
  home: OpenedHome,
  plan: PublicationPlan,
): Promise<readonly WeighedOperation[]> {
  const authorization = openAuthorization(home);
  const at = home.machine.clock.now();
  return home.store.authority.transaction((transaction) =>
    authorization.weigh(transaction, { plan, at }),
  );
}

function notMintable(weighed: WeighedOperation): RecordedRefusals {
  const evidence = [`operation ${weighed.planned.operation.operationId}`];
  return { refusals: weighed.grounds === null ? weighed.reasons : [], evidence };
}

function unsettled({ operationId, outcome, abandonedFor }: OperationView): RecordedRefusals {
  const logIndex = outcome?.logIndex ?? null;
  const evidence = logIndex === null ? [`operation ${operationId}`] : [`log record ${logIndex}`];
  return { refusals: [...(outcome?.refusals ?? []), ...abandonedFor], evidence };
}
