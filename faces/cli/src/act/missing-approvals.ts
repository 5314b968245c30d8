// SPDX-License-Identifier: Apache-2.0
// Whose approval is missing where operations were held back for want of it.
import type { CeremonyStanding } from '@marketops/authority';
import type { RunId } from '@marketops/core';
import type { OperationReport } from '@marketops/engine';
import type { OpenedHome } from '../composition/opened-home.ts';
import { latestStanding } from '../explain/planned-standing.ts';
import { planOfRun } from './stored-run.ts';
import { waitingFor } from './waiting-for.ts';

/** The lines that say whom the plan of a dry run waits for; none where no approval is missing. */
export async function missingApprovals(
  home: OpenedHome,
  dryRunId: RunId,
  reports: readonly OperationReport[],
): Promise<readonly string[]> {
  const missing = reports.some(({ refusals }) =>
    refusals.some(({ code }) => code === 'approval.insufficient'),
  );
  const plan = missing ? await planOfRun(home, dryRunId) : null;
  const standing = plan === null ? null : await latestStanding(home, plan);
  return standing === null ? [] : missingLines(home, standing);
}

/** What is missing, and who could give it; none once nothing is missing. */
export function missingLines(home: OpenedHome, standing: CeremonyStanding): readonly string[] {
  if (standing.state !== 'open') return [];
  const missing = new Set(
    standing.subjects.filter(({ satisfied }) => !satisfied).map(({ missing: more }) => more),
  );
  const people = waitingFor(standing, home.pins.trustRoot, home.machine.clock.now());
  const names = people.length === 0 ? 'nobody of the roster' : people.join(', ');
  return [...missing].map((more) => `waits for ${moreInWords(more)}: ${names}`);
}

/** `1 of role maintainer` as `1 more of role maintainer`. */
function moreInWords(missing: string): string {
  return missing.replaceAll(/(\d+) of /g, '$1 more of ');
}
