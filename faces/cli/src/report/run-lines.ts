// SPDX-License-Identifier: Apache-2.0
// A run's timeline, one line an event.
import type { StageEvent } from '@marketops/engine';

/** Whether a run's stages are behind it: it is sealed now, and its result is about to be told. */
export function runHasResult({ happening }: StageEvent): boolean {
  return happening.kind === 'stage.started' && happening.stage === 'seal';
}

/** One event as people read it. */
export function runEventLine({ at, happening }: StageEvent): string {
  return `${at}  ${happening.kind.padEnd(18)}${happeningDetail(happening)}`;
}

function happeningDetail(happening: StageEvent['happening']): string {
  switch (happening.kind) {
    case 'run.started':
      return happening.mode === 'prod' ? `prod, from ${happening.dryRunId ?? ''}` : 'dry run';
    case 'stage.started':
      return happening.stage;
    case 'stage.completed':
      return `${happening.stage}: ${happening.summary}`;
    case 'stage.failed':
      return `${happening.stage}: ${happening.refusals.map(({ code }) => code).join(', ')}`;
    case 'plan.generated':
      return `${happening.operations} operations, ${happening.notShipped} not shipped, ${happening.planDigest}`;
    case 'execute.blocked':
      return `${happening.intents} intents, blocked by mode`;
    case 'receipt.issued':
      return `${happening.operationKind} ${happening.receiptId} ${happening.enforceable ? 'enforceable' : 'advisory'}`;
    case 'ledger.sealed':
      return happening.ledgerDigest;
    case 'run.completed':
      return [happening.ending, ...happening.statuses.map(({ status }) => status)].join(' ');
  }
}
