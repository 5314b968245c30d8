// SPDX-License-Identifier: Apache-2.0
// `marketops status`: everything that is not over: prod runs under way, requests, receipts that could be
// used, operations that are open or whose outcome is unknown.
import type { JsonObject } from '@marketops/core';
import { operationView, type OperationView } from '@marketops/publisher';
import { liveRequests, listedRequestJson, listedRequestLines } from '../act/live-requests.ts';
import { openRuns, type OpenRun } from '../act/open-runs.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { readHome } from '../composition/read-home.ts';
import { standingLines } from '../composition/trust-copies.ts';
import { indented, type AnswerLine } from '../face/answer-line.ts';
import { done } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { receiptJson, receiptLine } from '../report/receipt-line.ts';

/** Adds `status`. */
export const statusCommand: RegisterCommand = (parent, run) => {
  parent.command('status').description('everything that is not over').action(run(status));
};

async function status(context: CommandContext) {
  return readHome(context.settings(), async (home) => {
    const runs = await openRuns(home);
    const requests = await liveRequests(home);
    const receipts = await home.receipts.live();
    const operations = await unsettled(home);
    return done(
      {
        runs: runs.map(({ run }) => ({ ...run })),
        requests: requests.map(listedRequestJson),
        receipts: receipts.map(receiptJson),
        operations: operations.map(operationJson),
        trustStanding: home.trustStanding,
      },
      [
        ...group('runs under way or interrupted', runs.map(runLine)),
        ...group('requests', requests.flatMap(listedRequestLines)),
        ...group('receipts that could be used', receipts.map(receiptLine)),
        ...group('operations that are open or unknown', operations.map(operationLine)),
        ...standingLines(home),
      ],
      nextOf(runs, operations),
    );
  });
}

/** A run that is taken up again carries its open operations to their end; an unknown one it does not. */
function nextOf(runs: readonly OpenRun[], operations: readonly OperationView[]): string | null {
  const unknown = operations.some(({ outcome }) => outcome !== null);
  const [first] = runs;
  if (first !== undefined && !unknown) return `marketops execute ${first.dryRunId} --mode prod`;
  return operations.length === 0 ? null : 'marketops reconcile';
}

async function unsettled({ store }: OpenedHome): Promise<readonly OperationView[]> {
  return store.publisher.transaction(async (transaction) => {
    const unknown = await transaction.unknownOperations();
    const open = await transaction.unsettledOperations();
    return [...unknown, ...open].map((stored) => operationView(stored, []));
  });
}

function group(heading: string, lines: readonly AnswerLine[]): readonly AnswerLine[] {
  return lines.length === 0
    ? [`${heading}: none`]
    : [`${heading}:`, ...lines.map((line) => indented(line))];
}

function runLine({ run: { runId, mode, openedAt }, dryRunId }: OpenRun): AnswerLine {
  return {
    before: `${runId}  ${mode}  since ${openedAt}; to finish it: `,
    command: `marketops execute ${dryRunId} --mode prod`,
  };
}

function operationLine({ operationKind, operationId, admittedAt, outcome }: OperationView): string {
  const standing = outcome?.status ?? 'open';
  return `${operationKind.padEnd(16)}${operationId}  ${standing}  since ${admittedAt}`;
}

function operationJson(view: OperationView): JsonObject {
  const { operationKind, operationId, runId, admittedAt, effectDeadline, outcome } = view;
  return {
    operationKind,
    operationId,
    runId,
    admittedAt,
    effectDeadline,
    status: outcome?.status ?? 'open',
  };
}
