// SPDX-License-Identifier: Apache-2.0
// Judges a cell by its evidence alone. What stands on GitHub comes first, then whether what was said
// of it is true, then what was left lying about; the worst finding is the verdict.
import type { Evidence } from './evidence.ts';
import { deletion, duplicate, leftover, wrongContent } from './repository-findings.ts';
import { reachOfEffect, type Reach } from './reach.ts';
import type { Verdict, VerdictName } from './verdict.ts';

/** The verdict on a cell. */
export function judge(evidence: Evidence): Verdict {
  const reach = reachOfEffect(evidence);
  return (
    worst('deleted', deletion(evidence)) ??
    worst('duplicate', duplicate(evidence)) ??
    worst('wrong bytes', wrongContent(evidence)) ??
    judgeEnding(evidence, reach) ??
    worst('lost', logFinding(evidence)) ??
    worst('orphan draft', leftover(evidence)) ??
    rightVerdict(evidence, reach)
  );
}

function worst(verdict: VerdictName, why: string | null): Verdict | null {
  return why === null ? null : found(verdict, why);
}

/** Whether what was said of the outcome is true of what stands there. */
function judgeEnding({ ending, tampering }: Evidence, reach: Reach): Verdict | null {
  switch (ending.kind) {
    case 'hung':
      return found('hung', 'it did not end within its time');
    case 'forgotten':
      return found('lost', 'neither an operation nor a rejection is on record');
    case 'ended':
      return isLeftToPeople(ending, tampering) && reach.kind === 'none'
        ? null
        : judgeStatus(ending, reach);
  }
}

type Ended = Extract<Evidence['ending'], { kind: 'ended' }>;

/** Whether the publisher leaves the outcome to people for the one reason that it may have here. */
function isLeftToPeople({ status, codes }: Ended, tampering: boolean): boolean {
  return status === 'outcome_unknown' && tampering && codes.includes('operation.tampered');
}

function judgeStatus({ status, codes }: Ended, reach: Reach): Verdict | null {
  const said = codes.length === 0 ? status : `${status} (${codes.join(', ')})`;
  switch (status) {
    case 'success':
      return reach.kind === 'whole'
        ? null
        : found('lost', `it said success, but ${reach.missing} is not there`);
    case 'failed':
    case 'rejected':
      return reach.kind === 'none'
        ? null
        : found('false failure', `it said ${said}, but ${reach.present} is public`);
    case 'outcome_unknown':
      return found('hung', `it came to no definite end: ${said}`);
  }
}

function logFinding({ log, ending }: Evidence): string | null {
  if (log === null) return null;
  if (!log.verifies) return 'the log does not verify';
  const [first] = log.unannounced;
  if (first !== undefined) return `${first} arrived before its attempt was in the log`;
  if (ending.kind === 'ended' && log.endings === 0) return 'the log does not say how it ended';
  return null;
}

function rightVerdict({ ending, mustSucceed, tampering }: Evidence, reach: Reach): Verdict {
  if (reach.kind === 'whole') return found('one right result', 'as approved');
  const codes = ending.kind === 'ended' ? ending.codes.join(', ') : '';
  if (mustSucceed) {
    return found('false failure', `nothing stood against it, and it was refused: ${codes}`);
  }
  const leftToPeople = ending.kind === 'ended' && isLeftToPeople(ending, tampering);
  return { verdict: 'refused, nothing public', why: codes, leftToPeople };
}

function found(verdict: VerdictName, why: string): Verdict {
  return { verdict, why, leftToPeople: false };
}
