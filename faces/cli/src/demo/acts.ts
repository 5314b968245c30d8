// SPDX-License-Identifier: Apache-2.0
// The acts of the demo, each by the same functions that the commands use. Nothing is canned: every
// digest, receipt and refusal comes from what really happens.
import { readFile } from 'node:fs/promises';
import type { AuthorizedPlan, CeremonyStanding } from '@marketops/authority';
import { ID_BYTES, runIds, type Proposer, type PublicationPlan, type RunId } from '@marketops/core';
import type { OperationReport, RunOutcome } from '@marketops/engine';
import { verifyEvidencePack } from '@marketops/log';
import { decide } from '../act/decide.ts';
import { openDecision, standing } from '../act/decision.ts';
import { findRun } from '../act/stored-run.ts';
import { dryRun } from '../composition/dry-run.ts';
import { evidenceTrust } from '../composition/evidence.ts';
import { openGenerator } from '../composition/federation-core.ts';
import { openGitHub } from '../composition/github.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { openPersonSigner } from '../composition/person-signer.ts';
import { prodRun } from '../composition/prod-run.ts';
import { openPublisher } from '../composition/publisher.ts';
import { CommandRefused, refuse } from '../face/command-result.ts';
import { progressLine } from '../report/progress-line.ts';
import { runEventLine } from '../report/run-lines.ts';
import type { DemoKey } from './demo-people.ts';
import {
  forbiddenAnswer,
  forbiddenAttempts,
  honestSubmission,
  type ForbiddenAnswer,
} from './forbidden.ts';

/** Tells one line. */
export type Tell = (line: string) => void;

/** What an act is played with. */
export interface Scene {
  readonly home: OpenedHome;
  readonly project: string;
  readonly tell: Tell;
}

/** A dry run that yielded a plan. */
export interface PlannedDryRun {
  readonly runId: RunId;
  readonly plan: PublicationPlan;
  readonly outcome: RunOutcome;
}

/** The dry run; throws CommandRefused where no plan came about. */
export async function actDryRun(scene: Scene, proposer: Proposer): Promise<PlannedDryRun> {
  const { home, project, tell } = scene;
  const outcome = await dryRun(home, {
    project,
    proposer,
    against: null,
    observer: { onEvent: (event) => tell(`   ${runEventLine(event)}`) },
  });
  const { run, sealed, refusals } = outcome;
  if (run === null || sealed === null) {
    const [first, ...more] = refusals;
    if (first === undefined) throw new Error('a dry run without a plan gave no reason');
    return refuse(first, ...more);
  }
  return { runId: run.runId, plan: sealed.plan, outcome };
}

/** One person's approval, or the codes of its refusal. */
export interface DemoApproval {
  readonly approver: string;
  readonly signature: DemoKey['kind'];
  readonly accepted: boolean;
  readonly codes: readonly string[];
  readonly state: CeremonyStanding['state'] | null;
}

/** A person approves; a refusal is part of the answer. */
export async function actApprove(
  { home }: Scene,
  runId: RunId,
  { person, file, kind }: DemoKey,
): Promise<DemoApproval> {
  const signer = await openPersonSigner(file, home.pins.trustRoot, home.machine);
  const on = await openDecision(home, runId, signer.personId);
  const common = { approver: person, signature: kind };
  try {
    await decide(home, on, { ...signer, decision: 'approve', reason: '' });
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    const codes = error.refusals.map(({ code }) => code);
    return { ...common, accepted: false, codes, state: null };
  }
  const { state } = await standing(home, on.request);
  return { ...common, accepted: true, codes: [], state };
}

/** Receipts for a new prod run; throws CommandRefused where one is only advisory. */
export async function actAuthorize({ home }: Scene, dryRunId: RunId): Promise<AuthorizedPlan> {
  const { planBytes } = await findRun(home, dryRunId);
  const generator = await openGenerator(home);
  const runId = runIds.from(home.machine.entropy.bytes(ID_BYTES));
  const answer = await generator.generate({ plan: planBytes, runId, mode: 'prod' });
  if (!answer.ok) return refuse(...answer.refusals);
  const [first, ...more] = answer.value.receipts.flatMap(({ refusals }) => refusals);
  return first === undefined ? answer.value : refuse(first, ...more);
}

/** Everything that must not work while the receipts are unused. */
export async function actForbidden(
  { home }: Scene,
  authorized: AuthorizedPlan,
): Promise<readonly ForbiddenAnswer[]> {
  await using github = openGitHub(home.settings, home.machine.clock);
  const publisher = await openPublisher({ home, github, listener: null });
  const advisory = await advisoryReceipt(home, authorized);
  const answers: ForbiddenAnswer[] = [];
  const attempts = forbiddenAttempts(authorized, advisory, home.machine.entropy);
  for (const { attempt, submission } of attempts) {
    answers.push(forbiddenAnswer(attempt, await publisher.submit(submission)));
  }
  return answers;
}

/** The receipt of a tag, handed in a second time after it was used. */
export async function actReplay(
  { home }: Scene,
  authorized: AuthorizedPlan,
): Promise<ForbiddenAnswer> {
  await using github = openGitHub(home.settings, home.machine.clock);
  const publisher = await openPublisher({ home, github, listener: null });
  const outcome = await publisher.submit(honestSubmission(authorized, 'tag_repo'));
  return forbiddenAnswer('replay', outcome);
}

async function advisoryReceipt(
  home: OpenedHome,
  { planBytes, runId }: AuthorizedPlan,
): Promise<Uint8Array> {
  const generator = await openGenerator(home);
  const advised = await generator.generate({ plan: planBytes, runId, mode: 'dry_run' });
  if (!advised.ok) return refuse(...advised.refusals);
  const [receipt] = advised.value.receipts;
  if (receipt === undefined) throw new Error('a dry run advised on nothing');
  return receipt.envelope;
}

/** The prod run with the receipts minted before. */
export async function actPublish(
  { home, project, tell }: Scene,
  { runId }: AuthorizedPlan,
  dryRunOutcome: PlannedDryRun & { readonly proposer: Proposer },
): Promise<{ readonly outcome: RunOutcome; readonly reports: readonly OperationReport[] }> {
  const outcome = await prodRun(home, {
    mode: 'prod',
    project,
    proposer: dryRunOutcome.proposer,
    dryRunId: dryRunOutcome.runId,
    runId,
    observer: { onEvent: (event) => tell(`   ${runEventLine(event)}`) },
    listener: {
      report: (event) => {
        if (event.kind !== 'transferred') tell(`     ${progressLine(event)}`);
      },
    },
  });
  if (outcome.report?.kind === 'published') {
    return { outcome, reports: outcome.report.operations };
  }
  const [first, ...more] = outcome.refusals;
  if (first === undefined) throw new Error('a prod run gave no reason', { cause: outcome.fault });
  return refuse(first, ...more);
}

/** Verifies a pack offline, and a copy with one byte changed. */
export async function actVerify(
  { home }: Pick<Scene, 'home'>,
  path: string,
): Promise<{ readonly verified: boolean; readonly tamperedVerified: boolean }> {
  const by = { trust: evidenceTrust(home), verifier: home.machine.verifier };
  const bytes = new Uint8Array(await readFile(path));
  const tampered = bytes.slice();
  const middle = Math.floor(bytes.length / 2);
  tampered[middle] = (tampered[middle] ?? 0) ^ 1;
  const { verified } = await verifyEvidencePack(bytes, by);
  const { verified: tamperedVerified } = await verifyEvidencePack(tampered, by);
  return { verified, tamperedVerified };
}
