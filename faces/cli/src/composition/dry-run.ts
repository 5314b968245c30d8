// SPDX-License-Identifier: Apache-2.0
// One dry run over a home: a reading credential, a null sink, and the Federation Core's advice.
import { NullSinkSideEffectPort, type RunObserver, type RunOutcome } from '@marketops/engine';
import type { Proposer, RunId } from '@marketops/core';
import { openEngine } from './engine.ts';
import { openGenerator } from './federation-core.ts';
import { openGitHub } from './github.ts';
import type { OpenedHome } from './opened-home.ts';
import { adviserOf } from './publication-road.ts';

/** What a dry run is asked for. */
export interface DryRunRequest {
  readonly project: string;
  readonly proposer: Proposer;
  readonly against: RunId | null;
  readonly observer: RunObserver | null;
}

/** Plans and publishes nothing. */
export async function dryRun(home: OpenedHome, request: DryRunRequest): Promise<RunOutcome> {
  const { project, observer, proposer, against } = request;
  await using github = openGitHub(home.settings, home.machine.clock);
  const engine = await openEngine({ home, github, project, observer });
  // Awaited here: the connections close when this function returns.
  return await engine.run({
    mode: 'dry_run',
    runId: null,
    dryRunId: null,
    proposer,
    against,
    sideEffects: new NullSinkSideEffectPort(adviserOf(await openGenerator(home))),
  });
}
