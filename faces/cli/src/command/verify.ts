// SPDX-License-Identifier: Apache-2.0
// `marketops verify PACK --trust FILE`: verifies one evidence pack offline, by trust of your own. It
// opens no home, no database and no network.
import { EXIT_CODES } from '@marketops/core';
import { NOT_PROVEN, verifyEvidencePack, type EvidenceVerdict } from '@marketops/log';
import { readGivenFile, readTrustFile } from '../act/given-file.ts';
import { thisMachine } from '../composition/machine.ts';
import type { CommandResult } from '../face/command-result.ts';
import { explainAll, explanationLine } from '../face/report-refusals.ts';
import { shellWord } from '../face/shell-word.ts';
import type { RegisterCommand } from '../program.ts';

/** Adds `verify`. */
export const verifyCommand: RegisterCommand = (parent, run) => {
  parent
    .command('verify')
    .description('verify an evidence pack offline')
    .argument('<pack>')
    .requiredOption('--trust <file>', 'the trust file you got by a way of your own')
    .action(run((_context, pack: string, { trust }: { trust: string }) => verify(pack, trust)));
};

async function verify(packFile: string, trustFile: string): Promise<CommandResult> {
  const trust = await readTrustFile(trustFile);
  const bytes = await readGivenFile(packFile);
  const verdict = await verifyEvidencePack(bytes, { trust, verifier: thisMachine().verifier });
  return verdictResult(verdict, { packFile, trustFile });
}

interface GivenFiles {
  readonly packFile: string;
  readonly trustFile: string;
}

function verdictResult(verdict: EvidenceVerdict, given: GivenFiles): CommandResult {
  const { packFile: pack, trustFile } = given;
  // An auditor has no home to make a pack from: another one comes from whoever keeps the log.
  const next = `marketops verify PACK --trust ${shellWord(trustFile)}`;
  const reasons = explainAll(verdict.refusals).map((reason) => ({ ...reason, next }));
  return {
    exit: verdict.verified ? EXIT_CODES.done : EXIT_CODES.verificationFailed,
    json: {
      pack,
      verified: verdict.verified,
      checks: verdict.checks.map(({ check, verdict: answer, expected, found }) => ({
        check,
        verdict: answer,
        expected,
        found,
      })),
      refusals: reasons,
      attempt: verdict.attempt === null ? null : attemptJson(verdict.attempt),
      notProven: verdict.notProven.map((name) => ({ name, sentence: NOT_PROVEN[name] })),
    },
    lines: [
      ...verdict.checks.map(({ check, verdict: answer }) => `  ${check.padEnd(26)}${answer}`),
      ...attemptLines(verdict),
      ...reasons.map((reason) => `  ${explanationLine(reason)}`),
      verdict.verified ? 'verified' : 'NOT verified',
      ...(verdict.verified ? ['not proved by this pack:'] : []),
      ...(verdict.verified ? verdict.notProven.map((name) => `  ${NOT_PROVEN[name]}`) : []),
    ],
    next: verdict.verified ? null : next,
  };
}

type Attempt = NonNullable<EvidenceVerdict['attempt']>;

function attemptJson(attempt: Attempt) {
  const { status, operationKind, decidedAt, settledAt, approvers, log, witnesses } = attempt;
  return { status, operationKind, decidedAt, settledAt, approvers, log, witnesses };
}

function attemptLines({ attempt }: EvidenceVerdict): readonly string[] {
  if (attempt === null) return [];
  const { operationKind, repository, status, decidedAt, approvers } = attempt;
  return [
    `  ${operationKind ?? 'an attempt'} on ${repository?.fullName ?? 'no repository'}: ${status}, decided ${decidedAt}`,
    `  approved by ${approvers.length === 0 ? 'nobody' : approvers.join(', ')}`,
  ];
}
