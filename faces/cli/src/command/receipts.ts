// SPDX-License-Identifier: Apache-2.0
// `marketops receipts list|revoke`: all live authority with its countdown, and taking it back.
import { receiptIds, refusal } from '@marketops/core';
import { withHome } from '../composition/opened-home.ts';
import { done, refuse } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { receiptJson, receiptLine } from '../report/receipt-line.ts';

/** Adds `receipts`. */
export const receiptsCommand: RegisterCommand = (parent, run) => {
  const receipts = parent.command('receipts').description('live authority');
  receipts
    .command('list')
    .description('every enforceable receipt that could still be used')
    .action(run(list));
  receipts
    .command('revoke')
    .description('take a receipt back before it is used')
    .argument('<receipt>')
    .requiredOption('--by <who>', 'who takes it back')
    .requiredOption('--reason <text>', 'why')
    .action(run(revoke));
};

async function list(context: CommandContext) {
  return withHome(context.settings(), async (home) => {
    const live = await home.receipts.live();
    return done(
      { receipts: live.map(receiptJson) },
      live.length === 0 ? ['no receipt could be used now'] : live.map(receiptLine),
    );
  });
}

interface RevokeOptions {
  readonly by: string;
  readonly reason: string;
}

async function revoke(context: CommandContext, text: string, { by, reason }: RevokeOptions) {
  const receiptId = receiptIds.parse(text);
  if (!receiptId.ok) {
    const { expected, found } = receiptId.problem;
    return refuse(refusal('usage.invalid', { subject: 'RECEIPT', expected, found }));
  }
  return withHome(context.settings(), async (home) => {
    const wish = { receiptId: receiptId.value, revokedBy: by, reason };
    const revoked = await home.receipts.revoke(wish);
    if (!revoked.ok) return refuse(...revoked.refusals);
    const { before } = revoked.value;
    const line =
      before === null
        ? `revoked ${receiptId.value}`
        : `${receiptId.value} was revoked already, by ${before.revokedBy} at ${before.revokedAt}`;
    return done({ revoked: receiptId.value, already: before !== null }, [line]);
  });
}
