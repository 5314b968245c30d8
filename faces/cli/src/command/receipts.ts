// SPDX-License-Identifier: Apache-2.0
// `marketops receipts list|revoke`: all live authority with its countdown, and taking it back.
import { receiptIds, refusal, type ReceiptId, type RunId } from '@marketops/core';
import { standing } from '../act/decision.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { readHome } from '../composition/read-home.ts';
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
  return readHome(context.settings(), async (home) => {
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
    const answer = { revoked: receiptId.value, already: before !== null };
    const runId = await approvedStill(home, receiptId.value);
    if (runId === null) return done(answer, [line]);
    const mintable = `the approvals of ${runId} stand: \`marketops execute\` mints another receipt on them; a denial ends that`;
    return done(
      { ...answer, approvedRun: runId },
      [line, mintable],
      `marketops deny ${runId} --key FILE --reason TEXT`,
    );
  });
}

/** The dry run whose approvals a receipt rests on, where they suffice; null otherwise. */
async function approvedStill(home: OpenedHome, receiptId: ReceiptId): Promise<RunId | null> {
  const mint = await home.store.authority.transaction((transaction) => transaction.mint(receiptId));
  if (mint === null) return null;
  const { state, request } = await standing(home, mint);
  return state === 'approved' ? request.runId : null;
}
