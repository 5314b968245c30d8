// SPDX-License-Identifier: Apache-2.0
// Stage 3. Looks at what GitHub holds, runs every check, and keeps of the drafts what nothing stands
// in the way of. Everything else is told with its reason.
import type { PlanFacts, Refusal } from '@marketops/core';
import { runChecks } from '../check/run-checks.ts';
import type { OperationDraft } from '../draft/operation-draft.ts';
import { observeRepository, type RepositoryFacts } from '../observe/repository-facts.ts';
import { holdBack } from '../verify/held-back.ts';
import { planFacts } from '../verify/plan-facts.ts';
import type { Selection } from './select.ts';
import { completed, failed, type StageResult } from './stage-context.ts';

/** What passed, and what did not. */
export interface Verification {
  readonly selection: Selection;
  readonly repository: RepositoryFacts;
  /** The operations that ship. */
  readonly drafts: readonly OperationDraft[];
  readonly facts: PlanFacts;
  /** Everything that was found and does not ship. */
  readonly notShipped: readonly Refusal[];
}

/** Verifies; refuses only where GitHub cannot be read. */
export async function verify(selection: Selection): Promise<StageResult<Verification>> {
  const { discovery, leftovers } = selection;
  const { reader, head } = discovery;
  const observed = await observeRepository(reader, head.commit, selection.drafts);
  if (!observed.ok) return failed(observed.refusal);
  const checks = runChecks({ selection, facts: observed.value });
  const shipment = holdBack(
    selection.drafts,
    checks.flatMap(({ objections }) => objections),
  );
  const facts = planFacts(discovery, shipment.drafts, checks);
  const notShipped = [...shipment.refusals, ...leftovers];
  const unsuccessful = facts.artifactChecks.filter(({ verdict }) => verdict === 'failed');
  const summary = `${checks.length} checks, ${unsuccessful.length} failed; ${shipment.drafts.length} operations can ship`;
  return completed(
    { selection, repository: observed.value, drafts: shipment.drafts, facts, notShipped },
    summary,
  );
}
