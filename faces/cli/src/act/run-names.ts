// SPDX-License-Identifier: Apache-2.0
// What the words in capitals of a next command stand for, where a run is known: the dry run whose plan
// people approve, and whoever proposed it.
import type { RunId } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';
import type { NextNames } from '../face/command-result.ts';
import { proposerWords } from './proposer-option.ts';

/** The names of a run; only its own id where this home never opened it, and none without a run. */
export async function namesOfRun(
  { store }: Pick<OpenedHome, 'store'>,
  runId: RunId | null,
): Promise<NextNames> {
  if (runId === null) return {};
  const run = await store.runs.run(runId);
  if (run === null) return { RUN: runId };
  return { RUN: run.dryRunId ?? runId, PROPOSER: proposerWords(run.proposer) };
}
