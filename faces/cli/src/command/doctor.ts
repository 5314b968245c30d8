// SPDX-License-Identifier: Apache-2.0
// `marketops doctor`: looks at the machine, the home, the store and GitHub, changes nothing, and says
// what to do about each thing that is not right.
import { EXIT_CODES } from '@marketops/core';
import { lookAt, type Finding } from '../composition/doctor/finding.ts';
import { examineGitHub } from '../composition/doctor/examine-github.ts';
import { examineFolder, examineHome } from '../composition/doctor/examine-home.ts';
import { examineMachine } from '../composition/doctor/examine-machine.ts';
import { examineStore } from '../composition/doctor/examine-store.ts';
import { nextStep } from '../composition/doctor/next-step.ts';
import { interruptible } from '../composition/interruption.ts';
import { withHome } from '../composition/opened-home.ts';
import type { AnswerLine } from '../face/answer-line.ts';
import type { CommandResult, NextNames } from '../face/command-result.ts';
import { explain } from '../face/report-refusals.ts';
import { printable } from '../face/terminal.ts';
import { homeFiles } from '../home/home-files.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

/** Adds `doctor`. */
export const doctorCommand: RegisterCommand = (parent, run) => {
  parent
    .command('doctor')
    .description('look at everything, change nothing, and say what to do')
    .action(run((context) => interruptible(doctor(context))));
};

async function doctor(context: CommandContext): Promise<CommandResult> {
  const settings = context.settings();
  const files = homeFiles(settings.home);
  const findings = [
    ...(await examineMachine()),
    ...(await examineFolder(files)),
    ...(await lookAt('home', () =>
      withHome(
        settings,
        async (home) => [
          ...(await examineHome(home)),
          ...(await examineStore(home)),
          ...(await examineGitHub(home)),
        ],
        { store: 'examined', trust: 'unjudged' },
      ),
    )),
  ];
  const names = { POLICY: files.policy, API: settings.githubApi };
  const failed = findings.find(({ verdict }) => verdict === 'fail');
  return {
    exit: failed === undefined ? EXIT_CODES.done : EXIT_CODES.usage,
    json: {
      ok: failed === undefined,
      checks: findings.map((finding) => findingJson(finding, names)),
    },
    lines: findings.flatMap((finding) => findingLines(finding, names)),
    next: failed === undefined ? null : nextStep(failed, names),
  };
}

const checkWidth = 14;
const verdictWidth = 6;

function findingLines(finding: Finding, names: NextNames): readonly AnswerLine[] {
  const { check, verdict, found, refusal } = finding;
  const head = `${verdict.padEnd(verdictWidth)}${check.padEnd(checkWidth)}`;
  if (refusal === null) return [`${head}${printable(found)}`];
  const { code, expected, subject } = refusal;
  return [
    `${head}${code}: ${printable(subject)}: expected ${printable(expected)}, found ${printable(found)}`,
    { before: ' '.repeat(verdictWidth), command: nextStep(finding, names) ?? '' },
  ];
}

function findingJson(finding: Finding, names: NextNames) {
  const { check, verdict, found, refusal } = finding;
  return {
    check,
    verdict,
    found,
    refusal:
      refusal === null ? null : { ...explain(refusal, names), next: nextStep(finding, names) },
  };
}
