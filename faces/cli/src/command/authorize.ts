// SPDX-License-Identifier: Apache-2.0
// `marketops authorize`: asks the Federation Core for one receipt per operation of an approved plan,
// bound to a new prod run. Nothing is sent to GitHub.
import type { IssuedReceipt } from '@marketops/authority';
import { EXIT_CODES, ID_BYTES, reasonEntry, runIds } from '@marketops/core';
import { namesOfRun } from '../act/run-names.ts';
import { findRun, readRunId, requireOperations } from '../act/stored-run.ts';
import { openGenerator } from '../composition/federation-core.ts';
import { withHome } from '../composition/opened-home.ts';
import {
  about,
  CommandRefused,
  type CommandResult,
  type NextNames,
} from '../face/command-result.ts';
import { explainAll, explanationLine } from '../face/report-refusals.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

/** Adds `authorize`. */
export const authorizeCommand: RegisterCommand = (parent, run) => {
  parent
    .command('authorize')
    .description('mint the receipts of an approved plan for a new prod run')
    .argument('<run>', 'the dry run whose plan was approved')
    .action(run(authorize));
};

async function authorize(context: CommandContext, runText: string): Promise<CommandResult> {
  const dryRunId = readRunId(runText);
  return withHome(context.settings(), async (home) => {
    const { plan, planBytes } = await findRun(home, dryRunId);
    const names = await namesOfRun(home, dryRunId);
    await about(names, async () => requireOperations(plan));
    const generator = await openGenerator(home);
    const runId = runIds.from(home.machine.entropy.bytes(ID_BYTES));
    const answer = await generator.generate({ plan: planBytes, runId, mode: 'prod' });
    if (!answer.ok) throw new CommandRefused(answer.refusals, { names });
    return authorizedResult(answer.value.receipts, { runId, dryRunId, names });
  });
}

function authorizedResult(
  receipts: readonly IssuedReceipt[],
  {
    runId,
    dryRunId,
    names,
  }: { readonly runId: string; readonly dryRunId: string; readonly names: NextNames },
): CommandResult {
  const refusals = receipts.flatMap((receipt) => receipt.refusals);
  const denied = receipts.find((receipt) => receipt.refusals.length > 0);
  const [first] = refusals;
  const reasons = explainAll(
    refusals,
    denied === undefined ? names : { ...names, OPERATION: denied.operationId },
  );
  return {
    exit: first === undefined ? EXIT_CODES.done : reasonEntry(first.code).exit,
    json: {
      runId,
      dryRunId,
      receipts: receipts.map(receiptJson),
      refusals: reasons,
    },
    lines: [
      ...receipts.map(
        ({ operationKind, receiptId, enforceable, expiresAt }) =>
          `${operationKind.padEnd(16)}${receiptId}  ${enforceable ? `enforceable until ${expiresAt}` : 'advisory'}`,
      ),
      ...reasons.map((reason) => `  ${explanationLine(reason)}`),
    ],
    next: reasons[0]?.next ?? `marketops execute ${runId} --mode prod`,
  };
}

function receiptJson(receipt: IssuedReceipt) {
  const { receiptId, operationId, operationKind, enforceable, expiresAt, receiptDigest } = receipt;
  return { receiptId, operationId, operationKind, enforceable, expiresAt, receiptDigest };
}
