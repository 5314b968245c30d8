// SPDX-License-Identifier: Apache-2.0
// `marketops withdraw`: a person takes an approval back, until a receipt that rests on it is used.
import { planDigest, refusal, type PersonId, type RequestId } from '@marketops/core';
import { readDecisionName, type DecisionName } from '../act/decision.ts';
import { findRun } from '../act/stored-run.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { provePerson } from '../composition/person-signer.ts';
import { about, done, refuse } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

interface WithdrawOptions {
  readonly key: string;
  readonly reason: string;
}

/** Adds `withdraw`. */
export const withdrawCommand: RegisterCommand = (parent, run) => {
  parent
    .command('withdraw')
    .description('take your approval back, as long as nothing was published on it')
    .argument('<run>', 'the run, or the request (req_…) of a change of policy')
    .requiredOption('--key <file>', 'your key')
    .requiredOption('--reason <text>', 'why')
    .action(
      run((context, name: string, options: WithdrawOptions) =>
        about({ RUN: name }, () => withdraw(context, name, options)),
      ),
    );
};

async function withdraw(context: CommandContext, nameText: string, options: WithdrawOptions) {
  const name = readDecisionName(nameText);
  return withHome(context.settings(), async (home) => {
    const at = home.machine.clock.now();
    const personId = await provePerson(options.key, home, `withdraw ${nameText} at ${at}`);
    const requestId = await requestOf(home, name, personId);
    const { reason } = options;
    const withdrawn = await home.ceremony.withdraw({ requestId, personId, reason });
    if (!withdrawn.ok) return refuse(...withdrawn.refusals);
    const { approvalDigest, withdrawnAt } = withdrawn.value;
    return done(
      { requestId, personId, approvalDigest, withdrawnAt, reason },
      [`${personId} took approval ${approvalDigest} back; unused receipts on it are revoked`],
      'marketops requests list',
    );
  });
}

/** The latest ceremony in which the person approved; of others nothing can be taken back. */
async function requestOf(
  home: OpenedHome,
  name: DecisionName,
  personId: PersonId,
): Promise<RequestId> {
  if (name.kind === 'request') return name.requestId;
  const { plan } = await findRun(home, name.runId);
  const found = await home.store.authority.transaction(async (transaction) => {
    let latest: RequestId | null = null;
    for (const { requestId } of await transaction.requestsForPlan(planDigest(plan))) {
      const approvals = await transaction.approvals(requestId);
      if (approvals.some((approval) => approval.personId === personId)) latest = requestId;
    }
    return latest;
  });
  if (found !== null) return found;
  const details = { subject: personId, expected: 'an approval of this plan', found: 'none' };
  return refuse(refusal('approval.not_given', details));
}
