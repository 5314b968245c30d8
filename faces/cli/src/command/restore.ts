// SPDX-License-Identifier: Apache-2.0
// `marketops restore`: to be run after a backup of the database was put back. Every receipt minted
// before is worth nothing from then on; and a store that has forgotten records is taken into use only
// where somebody says that the loss is accepted. It may have forgotten a denial too, so that people are
// asked for every approval anew.
import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { CommandRefused, done, type CommandResult } from '../face/command-result.ts';
import { logPins, requireStoreAtHead, signHead } from '../composition/log-head.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { syncTrustCopies } from '../composition/trust-copies.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

interface RestoreOptions {
  readonly acceptLoss?: boolean;
}

/** Adds `restore`. */
export const restoreCommand: RegisterCommand = (parent, run) => {
  parent
    .command('restore')
    .description('take a database that was put back from a backup into use')
    .option('--accept-loss', 'although it has forgotten records that were signed')
    .action(run(restore));
};

async function restore(context: CommandContext, { acceptLoss = false }: RestoreOptions) {
  return withHome(context.settings(), (home) => takeIntoUse(home, acceptLoss), {
    store: 'restored',
    trust: 'unjudged',
  });
}

async function takeIntoUse(home: OpenedHome, acceptLoss: boolean): Promise<CommandResult> {
  const lost = await whatIsLost(home);
  if (lost !== null && !acceptLoss) {
    const next = 'marketops restore --accept-loss';
    throw new CommandRefused(lost.refusals, { next });
  }
  await syncTrustCopies(home, 'restore');
  const epoch = await home.receipts.bumpConsumptionEpoch('restore');
  const approvals =
    lost === null
      ? 0
      : await home.ceremony.withdrawAll({ by: 'restore', reason: 'records were lost' });
  const kept = lost === null ? null : await keepLostHead(home, epoch);
  const { checkpoint } = await signHead(home);
  return done(
    {
      consumptionEpoch: epoch,
      logSize: checkpoint.size,
      lost: lost !== null,
      lostHead: kept,
      approvalsWithdrawn: approvals,
    },
    [
      `consumption epoch ${epoch}: every receipt minted before is worth nothing`,
      `the log goes on with ${checkpoint.size} records`,
      ...(kept === null
        ? []
        : [
            `records are lost; the head that they stood under is kept in ${kept}`,
            `a denial may be among them: ${approvals} approvals are taken back, and people approve anew`,
          ]),
    ],
    'marketops reconcile',
  );
}

/** Why the store does not extend its last signed head; null where it does. */
async function whatIsLost({
  store,
  files,
  pins,
  machine,
}: OpenedHome): Promise<CommandRefused | null> {
  try {
    await requireStoreAtHead(store, files.checkpoint, logPins(pins.trustRoot, machine.verifier));
    return null;
  } catch (error) {
    if (error instanceof CommandRefused) return error;
    throw error;
  }
}

/** Evidence of what was lost: others may hold packs that stand under this head. */
async function keepLostHead({ files }: OpenedHome, epoch: number): Promise<string | null> {
  if (!existsSync(files.checkpoint)) return null;
  const kept = `${files.checkpoint}.lost-before-epoch-${epoch}`;
  await copyFile(files.checkpoint, kept);
  return kept;
}
