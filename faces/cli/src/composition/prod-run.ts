// SPDX-License-Identifier: Apache-2.0
// One prod run over a home: first whatever an earlier run left open is carried to its end; then the
// same stages as the dry run, which must arrive at the same bytes; then receipts, and each operation
// that is not done yet by the publisher.
import { LiveSideEffectPort, type RunObserver, type RunOutcome } from '@marketops/engine';
import { isProd, type Proposer, type RunId } from '@marketops/core';
import type { ProgressListener, PublisherOptions } from '@marketops/publisher';
import { earlierOperations } from './earlier-operations.ts';
import { openEngine } from './engine.ts';
import { openBridge } from './federation-core.ts';
import { openGitHub } from './github.ts';
import type { OpenedHome } from './opened-home.ts';
import { publicationRoad } from './publication-road.ts';
import { openPublisher } from './publisher.ts';

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

/** Publishes what was approved, or says why not. */
export async function prodRun(home: OpenedHome, request: ProdRunRequest): Promise<RunOutcome> {
  const { project, observer, listener, options } = request;
  await using github = openGitHub(home.settings, home.machine.clock);
  const engine = await openEngine({ home, github, project, observer });
  const site = { home, github, listener };
  const publisher = await openPublisher(options === undefined ? site : { ...site, options });
  const bridge = await openBridge(home, publisher);
  const { dryRunId } = request;
  const plan = isProd(request.mode) ? await home.store.runs.plan(dryRunId) : null;
  const { publisher: store } = home.store;
  const earlier = plan === null ? [] : await earlierOperations({ plan, store, publisher, bridge });
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
