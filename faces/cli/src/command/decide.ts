// SPDX-License-Identifier: Apache-2.0
// `marketops approve` and `marketops deny`: a person signs a decision on exactly one plan.
import type { CeremonyStanding } from '@marketops/authority';
import type { Approval } from '@marketops/core';
import { decide, openDecision, standing, type DecisionOnPlan } from '../act/decide.ts';
import { readRunId } from '../act/stored-run.ts';
import { openPersonSigner } from '../composition/person-signer.ts';
import { withHome } from '../composition/opened-home.ts';
import { done } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { planLines } from '../report/plan-lines.ts';

interface DecideOptions {
  readonly key: string;
  readonly reason: string;
}

/** Adds `approve`. */
export const approveCommand: RegisterCommand = (parent, run) => {
  parent
    .command('approve')
    .description("approve a run's plan with your own key")
    .argument('<run>')
    .requiredOption('--key <file>', 'your key: of `marketops key create`, or an SSH key')
    .option('--reason <text>', 'why', '')
    .action(
      run((context, runId: string, options: DecideOptions) =>
        decideOnRun(context, runId, { ...options, decision: 'approve' }),
      ),
    );
};

/** Adds `deny`. */
export const denyCommand: RegisterCommand = (parent, run) => {
  parent
    .command('deny')
    .description("deny a run's plan; that is final for this plan")
    .argument('<run>')
    .requiredOption('--key <file>', 'your key: of `marketops key create`, or an SSH key')
    .requiredOption('--reason <text>', 'why')
    .action(
      run((context, runId: string, options: DecideOptions) =>
        decideOnRun(context, runId, { ...options, decision: 'deny' }),
      ),
    );
};

async function decideOnRun(
  context: CommandContext,
  runText: string,
  options: DecideOptions & { readonly decision: Approval['decision'] },
) {
  const runId = readRunId(runText);
  return withHome(context.settings(), async (home) => {
    const root = home.pins.trustRoot;
    const person = await openPersonSigner(options.key, root, home.machine);
    const on = await openDecision(home, runId, person.personId);
    for (const line of shownBefore(on)) context.terminal.progress(line);
    const { decision, reason } = options;
    const recorded = await decide(home, on, { ...person, decision, reason });
    const now = await standing(home, on.request);
    return done(
      {
        runId,
        requestId: on.request.requestId,
        planDigest: on.request.planDigest,
        phrase: on.phrase,
        decision,
        approver: person.personId,
        approvalDigest: recorded.digest,
        standing: standingJson(now),
      },
      [
        `${person.personId} ${decision === 'approve' ? 'approved' : 'denied'} plan ${on.request.planDigest}`,
        `phrase: ${on.phrase}`,
        ...standingLines(now),
      ],
      now.state === 'approved' ? `marketops execute ${runId} --mode prod` : null,
    );
  });
}

/** What a person signs, rendered from the bytes whose digest the statement carries. */
function shownBefore({ run, phrase, request }: DecisionOnPlan): readonly string[] {
  return [
    ...planLines(run.plan),
    `request ${request.requestId}, open until ${request.expiresAt}`,
    `phrase: ${phrase}`,
  ];
}

function standingLines({ state, subjects }: CeremonyStanding): readonly string[] {
  return [
    `request: ${state}`,
    ...subjects.map(({ subject, asked, satisfied, missing }) =>
      satisfied
        ? `  ${subject}: ${asked}: satisfied`
        : `  ${subject}: ${asked}: still needs ${missing}`,
    ),
  ];
}

function standingJson({ state, subjects, counted }: CeremonyStanding) {
  return {
    state,
    counted: counted.map(({ approver }) => approver.personId),
    subjects: subjects.map(({ subject, asked, satisfied, missing }) => ({
      subject,
      asked,
      satisfied,
      missing,
    })),
  };
}
