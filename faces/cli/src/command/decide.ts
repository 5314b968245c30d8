// SPDX-License-Identifier: Apache-2.0
// `marketops approve` and `marketops deny`: a person signs a decision on exactly one plan, or on one
// change of policy: with a key file here, or elsewhere with whatever holds their key.
import type { RecordedApproval } from '@marketops/authority';
import { refusal, type Approval } from '@marketops/core';
import { decide } from '../act/decide.ts';
import {
  openDecision,
  readDecisionName,
  standing,
  type Decision,
  type DecisionName,
} from '../act/decision.ts';
import { nextForRequest } from '../act/live-requests.ts';
import { handInStatement, writeStatement } from '../act/decide-elsewhere.ts';
import { requireOneWay, type DecideOptions } from '../act/way-to-sign.ts';
import { missingLines } from '../act/missing-approvals.ts';
import { namesOfRun } from '../act/run-names.ts';
import { openPersonSigner } from '../composition/person-signer.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { about, CommandRefused, done, type CommandResult } from '../face/command-result.ts';
import type { Terminal } from '../face/terminal.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { decisionLines } from '../report/decision-lines.ts';
import { standingJson, standingLines } from '../report/standing-lines.ts';

type Word = Approval['decision'];

/** Adds `approve`. */
export const approveCommand: RegisterCommand = (parent, run) => {
  addDecision(parent, run, {
    word: 'approve',
    description: 'approve exactly the plan that is shown, or a change of policy',
  });
};

/** Adds `deny`. */
export const denyCommand: RegisterCommand = (parent, run) => {
  addDecision(parent, run, {
    word: 'deny',
    description: 'deny it; that is final for this plan',
  });
};

function addDecision(
  parent: Parameters<RegisterCommand>[0],
  run: Parameters<RegisterCommand>[1],
  { word, description }: { readonly word: Word; readonly description: string },
): void {
  parent
    .command(word)
    .description(description)
    .argument('<run>', 'the run, or the request (req_…) of a change of policy')
    .option('--key <file>', 'sign at once with this key: of `key create`, or an SSH key')
    .option('--reason <text>', 'why')
    .option('--phrase <words>', "sign nothing unless this is the plan's phrase")
    .option('--statement-out <file>', 'write the bytes to sign elsewhere; with --as')
    .option('--as <person>', 'who will sign them')
    .option('--statement <file>', 'hand in such bytes, with --signature or --assertion')
    .option('--signature <file>', 'what `ssh-keygen -Y sign -n marketops` made of them')
    .option('--assertion <file>', 'the JSON of a passkey that answered their challenge')
    .action(
      run((context, name: string, options: DecideOptions) =>
        about({ RUN: name }, () => decideOn(context, name, { ...options, word })),
      ),
    );
}

type Deciding = DecideOptions & { readonly word: Word };

async function decideOn(
  context: CommandContext,
  nameText: string,
  options: Deciding,
): Promise<CommandResult> {
  const name = readDecisionName(nameText);
  requireOneWay(options, options.word);
  return withHome(context.settings(), async (home) => {
    const names = await namesOfRun(home, name.kind === 'run' ? name.runId : null);
    const { terminal } = context;
    return about(names, () => decideIn(home, { name, options, terminal }));
  });
}

async function decideIn(
  home: OpenedHome,
  deciding: {
    readonly name: DecisionName;
    readonly options: Deciding;
    readonly terminal: Terminal;
  },
): Promise<CommandResult> {
  const { name, options, terminal } = deciding;
  const show = async (decision: Decision): Promise<void> => {
    // What is signed is printed whatever was asked to be quiet. With --key it is then signed at
    // once; whoever wants to look first takes --statement-out, which signs nothing.
    for (const line of await decisionLines(home, decision)) terminal.notice(line);
    requirePhrase(decision, options.phrase);
  };
  if (options.statementOut !== undefined) {
    return writeStatement({ home, name, show, file: options.statementOut, options });
  }
  if (options.statement !== undefined) {
    const handed = await handInStatement({ home, name, show, file: options.statement, options });
    return decided(home, handed.decision, handed.recorded);
  }
  const person = await openPersonSigner(options.key ?? '', home.pins.trustRoot, home.machine);
  const decision = await openDecision(home, name, person.personId);
  await show(decision);
  const statement = { decision: options.word, reason: options.reason ?? '' };
  return decided(home, decision, await decide(home, decision, { ...person, ...statement }));
}

/** Whoever heard the phrase from somebody else signs nothing of another plan. */
function requirePhrase({ request, phrase }: Decision, heard: string | undefined): void {
  if (heard === undefined || heard.trim().split(/\s+/).join(' ').toLowerCase() === phrase) return;
  const details = { subject: request.planDigest, expected: `the phrase ${heard}`, found: phrase };
  // Which of the plans the phrase is of is what to find out; approving without it is no way on.
  const other = refusal('approval.plan_mismatch', details);
  throw new CommandRefused([other], { next: 'marketops requests list' });
}

async function decided(
  home: OpenedHome,
  { request, phrase }: Decision,
  recorded: RecordedApproval,
): Promise<CommandResult> {
  const now = await standing(home, request);
  const { personId, decision, digest } = recorded;
  return done(
    {
      runId: request.runId,
      requestId: request.requestId,
      planDigest: request.planDigest,
      phrase,
      decision,
      approver: personId,
      approvalDigest: digest,
      standing: standingJson(now),
    },
    [
      `${personId} ${decision === 'approve' ? 'approved' : 'denied'} ${request.planDigest}`,
      `phrase: ${phrase}`,
      ...standingLines(now),
      ...missingLines(home, now),
    ],
    nextForRequest(now),
  );
}
