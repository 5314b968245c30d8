// SPDX-License-Identifier: Apache-2.0
// `marketops reconcile`: carries every open operation to its end and looks again at those whose outcome
// is unknown. With `--watch` it does so again and again until it is told to stop.
import { EXIT_CODES, refusal, type OperationId, type PublicationOutcome } from '@marketops/core';
import type { GitHubPublisher } from '@marketops/publisher';
import { readOperationId } from '../act/read-operation-id.ts';
import { openGitHub } from '../composition/github.ts';
import { interruptible, untilSignalled } from '../composition/interruption.ts';
import { withHome } from '../composition/opened-home.ts';
import { openPublisher } from '../composition/publisher.ts';
import { refuse, type CommandResult } from '../face/command-result.ts';
import type { Terminal } from '../face/terminal.ts';
import { readWholeNumber } from '../face/whole-number.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { exitOfOperations } from '../report/exit-of-operations.ts';
import { publicationJson, publicationLines } from '../report/outcome-lines.ts';
import { progressListener } from '../report/progress-line.ts';

const secondMs = 1_000;
const watchSeconds = { min: 1, max: 86_400 } as const;

interface ReconcileOptions {
  readonly watch?: string;
}

/** Adds `reconcile`. */
export const reconcileCommand: RegisterCommand = (parent, run) => {
  parent
    .command('reconcile')
    .description('carry open operations to their end, and look again at unknown outcomes')
    .argument('[operation]', 'only this one')
    .option('--watch <seconds>', 'again and again, with this pause, until interrupted')
    .action(
      run((context, operation: string | undefined, { watch }: ReconcileOptions) =>
        reconcile(context, {
          operationId: operation === undefined ? null : readOperationId(operation),
          pauseMs:
            watch === undefined ? null : readWholeNumber('--watch', watch, watchSeconds) * secondMs,
        }),
      ),
    );
};

interface ReconcileWish {
  readonly operationId: OperationId | null;
  /** Null to look once. */
  readonly pauseMs: number | null;
}

async function reconcile(
  context: CommandContext,
  { operationId, pauseMs }: ReconcileWish,
): Promise<CommandResult> {
  const { terminal } = context;
  return withHome(context.settings(), async (home) => {
    await using github = openGitHub(home.settings, home.machine.clock);
    const publisher = await openPublisher({ home, github, listener: progressListener(terminal) });
    const look = () => lookOnce(publisher, operationId);
    if (pauseMs === null) return resultOf(await interruptible(look()));
    let latest: readonly PublicationOutcome[] = [];
    await untilSignalled(pauseMs, async () => {
      latest = await look();
      tellRound(latest, terminal);
    });
    return { ...resultOf(latest), exit: EXIT_CODES.done };
  });
}

async function lookOnce(
  publisher: GitHubPublisher,
  operationId: OperationId | null,
): Promise<readonly PublicationOutcome[]> {
  if (operationId === null) {
    const unknown = await publisher.reconcileUnknown();
    return [...unknown, ...(await publisher.resume())];
  }
  const outcome = await publisher.reconcile(operationId);
  if (outcome !== null) return [outcome];
  const details = { subject: operationId, expected: 'an admitted operation', found: 'none' };
  return refuse(refusal('usage.not_found', details));
}

function tellRound(outcomes: readonly PublicationOutcome[], terminal: Terminal): void {
  terminal.progress(`${outcomes.length} operations were open or unknown`);
  for (const line of outcomes.flatMap(publicationLines)) terminal.progress(line);
}

function resultOf(outcomes: readonly PublicationOutcome[]): CommandResult {
  return {
    exit: exitOfOperations(outcomes),
    json: { operations: outcomes.map(publicationJson) },
    lines:
      outcomes.length === 0 ? ['every operation is settled'] : outcomes.flatMap(publicationLines),
    next: nextOf(outcomes),
  };
}

function nextOf(outcomes: readonly PublicationOutcome[]): string | null {
  const unsuccessful = outcomes.find(({ status }) => status !== 'success');
  if (unsuccessful !== undefined) return `marketops explain ${unsuccessful.operationId ?? ''}`;
  const [first] = outcomes;
  return first === undefined ? null : `marketops evidence ${first.operationId ?? ''}`;
}
