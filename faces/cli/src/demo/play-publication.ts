// SPDX-License-Identifier: Apache-2.0
// The second half of the demo: receipts, what must not work, the publication, and the proof.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthorizedPlan } from '@marketops/authority';
import { canonicalJson, EXIT_CODES, hexEncode, type JsonObject } from '@marketops/core';
import type { OperationReport } from '@marketops/engine';
import { evidenceTrust } from '../composition/evidence.ts';
import { signHead } from '../composition/log-head.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { writeEvidenceOfRun } from '../composition/run-evidence.ts';
import type { CommandResult } from '../face/command-result.ts';
import { reportJson, reportLines } from '../report/outcome-lines.ts';
import {
  actAuthorize,
  actForbidden,
  actPublish,
  actReplay,
  actVerify,
  type DemoApproval,
  type Tell,
} from './acts.ts';
import type { DemoStage } from './demo-stage.ts';
import type { ForbiddenAnswer } from './forbidden.ts';
import { githubLines } from './github-lines.ts';
import type { PlayedDryRun } from './play.ts';

/** What the second half is played with. */
export interface SecondHalf {
  readonly home: OpenedHome;
  readonly stage: DemoStage;
  readonly tell: Tell;
  readonly dryRun: PlayedDryRun;
  readonly approvals: readonly DemoApproval[];
}

/** Plays from the receipts to the evidence; answers what `--json` prints. */
export async function playPublication(half: SecondHalf): Promise<CommandResult> {
  const { home, stage, tell, dryRun, approvals } = half;
  const scene = { home, project: stage.project, tell };
  tell('');
  tell('4. The Federation Core mints one receipt an operation');
  const authorized = await actAuthorize(scene, dryRun.runId);
  for (const { operationKind, receiptId, expiresAt } of authorized.receipts) {
    tell(`   ${operationKind.padEnd(16)}${receiptId}, until ${expiresAt ?? ''}`);
  }
  tell('');
  tell('5. What must not work while the receipts are unused');
  const writesBefore = stage.emulator.counters().writes;
  const refused = await actForbidden(scene, authorized);
  tellRefusals(refused, half);
  if (stage.emulator.counters().writes !== writesBefore) throw new Error('something was sent');
  tell('');
  tell('6. Prod: the same stages, the same bytes, and now the publisher');
  const { outcome, reports } = await actPublish(scene, authorized, dryRun);
  for (const line of reports.flatMap((report) => reportLines(report))) tell(`   ${line}`);
  requireSuccess(reports);
  tell('   on GitHub now:');
  for (const line of githubLines(stage.snapshot())) tell(`     ${line}`);
  tell('');
  tell('7. The same receipt once more');
  const replayed = await actReplay(scene, authorized);
  tellRefusals([replayed], half);
  const { paths, undone } = await writeEvidenceOfRun(home, outcome);
  if (undone !== null) throw undone.error;
  const proof = await playProof(half, paths);
  const json: JsonObject = {
    dryRun: dryRunJson(dryRun),
    approvals: approvals.map((approval) => ({ ...approval })),
    receipts: authorized.receipts.map(receiptJson),
    operations: reports.map((report) => reportJson(report)),
    refusals: [...refused, replayed].map(({ attempt, codes }) => ({ attempt, codes })),
    ...proof,
    emulator: { url: stage.emulator.apiUrl, writesDuringDryRun: dryRun.writesDuringDryRun },
  };
  return { exit: EXIT_CODES.done, json, lines: [], next: null };
}

async function playProof({ home, stage, tell }: SecondHalf, evidence: readonly string[]) {
  tell('');
  tell('8. Proof: each pack is verified offline, and a copy with one byte changed');
  const trustFile = join(stage.folder, 'trust.json');
  await writeFile(trustFile, `${canonicalJson(evidenceTrust(home))}\n`);
  for (const path of evidence) {
    const { verified, tamperedVerified } = await actVerify({ home }, path);
    tell(`   ${path}: ${words(verified)}; one byte changed: ${words(tamperedVerified)}`);
    if (!verified || tamperedVerified) throw new Error(`${path} does not prove what it should`);
  }
  tell(`   trust file ${trustFile}`);
  const { checkpoint } = await signHead(home);
  tell(
    `   log ${checkpoint.origin}, ${checkpoint.size} records, root ${hexEncode(checkpoint.rootHash)}`,
  );
  return {
    log: {
      origin: checkpoint.origin,
      size: checkpoint.size,
      rootHash: hexEncode(checkpoint.rootHash),
    },
    evidence,
    trust: trustFile,
  };
}

/** Tells each refusal; throws where something forbidden was not rejected. */
function tellRefusals(answers: readonly ForbiddenAnswer[], { tell }: SecondHalf): void {
  for (const { attempt, status, codes } of answers) {
    tell(`   ${attempt.padEnd(18)}${status}: ${codes.join(', ')}`);
    if (status !== 'rejected_by_auth') throw new Error(`${attempt} ended as ${status}`);
  }
}

function requireSuccess(reports: readonly OperationReport[]): void {
  const failed = reports.find(({ status }) => status !== 'success');
  if (failed === undefined) return;
  throw new Error(`${failed.receipt.operationKind} ended as ${failed.status}`);
}

function dryRunJson({ runId, plan, outcome }: PlayedDryRun): JsonObject {
  return {
    runId,
    mode: 'dry_run',
    planDigest: outcome.sealed?.digest ?? null,
    operations: plan.operations.map(({ operation, digest }) => ({
      kind: operation.kind,
      operationId: operation.operationId,
      digest,
    })),
    intents: outcome.report?.kind === 'blocked' ? outcome.report.intents : [],
  };
}

function receiptJson(receipt: AuthorizedPlan['receipts'][number]): JsonObject {
  const { receiptId, operationKind, operationId, enforceable, expiresAt } = receipt;
  return { receiptId, kind: operationKind, operationId, enforceable, expiresAt };
}

function words(verified: boolean): string {
  return verified ? 'verified' : 'NOT verified';
}
