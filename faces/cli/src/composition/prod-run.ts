// SPDX-License-Identifier: Apache-2.0
// One prod run over a home: first a look whether the credential is accepted, before anything is spent;
// then whatever an earlier run left open is carried to its end; then the same stages as the dry run,
// which must arrive at the same bytes; then receipts, and each operation that is not done yet.
import { LiveSideEffectPort, type RunObserver, type RunOutcome } from '@marketops/engine';
import {
  isProd,
  parsePlan,
  type Operation,
  type Proposer,
  type PublicationPlan,
  type RunId,
} from '@marketops/core';
import type { ProgressListener, PublisherOptions } from '@marketops/publisher';
import { refuse } from '../face/command-result.ts';
import { credentialRefusal } from './credential-look.ts';
import { earlierOperations } from './earlier-operations.ts';
import { openEngine } from './engine.ts';
import { openBridge } from './federation-core.ts';
import { openGitHub } from './github.ts';
import type { OpenedHome } from './opened-home.ts';
import { endedOutcome } from './plan-continuation.ts';
import { publicationRoad } from './publication-road.ts';
import { openPublisher, openSessions, type PublisherSite } from './publisher.ts';

/** What a prod run is asked for. */
export interface ProdRunRequest {
  /** As it was given: only exactly `prod` publishes. */
  readonly mode: unknown;
  readonly project: string;
  readonly proposer: Proposer;
  /** The dry run whose plan was approved. */
  readonly dryRunId: RunId;
  /**
   * The run that receipts were minted for beforehand; null to draw one. A run is opened once: where
   * this one was, another is drawn to continue it.
   */
  readonly runId: RunId | null;
  readonly observer: RunObserver | null;
  readonly listener: ProgressListener | null;
  readonly options?: Partial<PublisherOptions>;
}

/**
 * Publishes what was approved, or says why not; where an operation ended without success and nothing is
 * left that could ship, no run is opened and the answer tells how it ended. Throws CommandRefused where
 * GitHub would take nothing from the credential; nothing is minted or spent then.
 */
export async function prodRun(home: OpenedHome, request: ProdRunRequest): Promise<RunOutcome> {
  const { project, observer, listener, options } = request;
  await using github = openGitHub(home.settings, home.machine.clock);
  const engine = await openEngine({ home, github, project, observer });
  const site = { home, github, listener };
  const publisher = await openPublisher(options === undefined ? site : { ...site, options });
  const bridge = await openBridge(home, publisher);
  const { dryRunId } = request;
  const stored = isProd(request.mode) ? await home.store.runs.plan(dryRunId) : null;
  const plan = stored === null ? null : planOf(stored.bytes);
  if (plan !== null) await requireCredential(site, plan);
  const { publisher: store } = home.store;
  const continued = stored === null ? null : { plan: stored, store, publisher, bridge };
  const earlier = continued === null ? [] : await earlierOperations(continued);
  const ended = plan === null ? null : endedOutcome(plan, earlier);
  if (ended !== null) return ended;
  // Awaited here: the connections close when this function returns.
  return await engine.run({
    mode: request.mode,
    runId: await unopened(home, request.runId),
    dryRunId,
    proposer: request.proposer,
    against: null,
    sideEffects: new LiveSideEffectPort(publicationRoad(bridge, earlier), earlier),
  });
}

async function unopened({ store }: OpenedHome, runId: RunId | null): Promise<RunId | null> {
  return runId === null || (await store.runs.run(runId)) !== null ? null : runId;
}

/** Null for bytes that are no plan; the engine then refuses them. */
function planOf(bytes: Uint8Array): PublicationPlan | null {
  const plan = parsePlan(bytes);
  return plan.ok ? plan.value : null;
}

/** The credential is looked at for what is still to be done; throws CommandRefused. */
async function requireCredential(
  { home, github }: Pick<PublisherSite, 'home' | 'github'>,
  { operations }: PublicationPlan,
): Promise<void> {
  const open = await home.store.publisher.transaction(async (transaction) => {
    const unsettled: Operation[] = [];
    for (const { operation } of operations) {
      const known = await transaction.operation(operation.operationId);
      if (known === null || known.settlement === null) unsettled.push(operation);
    }
    return unsettled;
  });
  const refused = await credentialRefusal(await openSessions({ home, github }), open);
  if (refused !== null) refuse(refused);
}
