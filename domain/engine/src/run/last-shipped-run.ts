// SPDX-License-Identifier: Apache-2.0
// Finds the run that last published a repository, for comparing a new plan with what is out there.
import type { RepositoryName } from '@marketops/core';
import type { RunCursor, RunReader } from '../port/run-store.ts';
import type { RunRecord } from './run-record.ts';

const pageSize = 100;

/** The newest prod run of a repository all of whose operations succeeded, or null. */
export async function lastShippedRun(
  runs: RunReader,
  repository: RepositoryName,
): Promise<RunRecord | null> {
  let before: RunCursor | null = null;
  for (;;) {
    const page: readonly RunRecord[] = await runs.runs(pageSize, before);
    for (const run of page) {
      if (run.repository === repository && (await hasShipped(runs, run))) return run;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return null;
    before = last;
  }
}

async function hasShipped(runs: RunReader, run: RunRecord): Promise<boolean> {
  if (run.mode !== 'prod' || run.status !== 'completed') return false;
  const events = await runs.events(run.runId, 0);
  return events.some(
    ({ happening }) =>
      happening.kind === 'run.completed' &&
      happening.statuses.length > 0 &&
      happening.statuses.every(({ status }) => status === 'success'),
  );
}
