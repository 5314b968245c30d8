// SPDX-License-Identifier: Apache-2.0
// What verifying a pack answers: every check with what was expected and found, and just as plainly
// what the pack does not prove.
import type {
  CheckName,
  Instant,
  KeyId,
  OperationKind,
  OperationStatus,
  PersonId,
  Refusal,
  RepositoryIdentity,
} from '@marketops/core';
import type { EvidenceSubject } from './evidence-subject.ts';

/** The checks of a pack itself, in their order; those of the receipt follow them. */
export const EVIDENCE_CHECKS = [
  'pack_exact',
  'checkpoint_signed',
  'records_included',
  'records_belong',
  'history_complete',
  'documents_named',
  'not_revoked_in_log',
  'log_complete',
] as const;

/** One check of a pack itself. */
export type EvidenceCheckName = (typeof EVIDENCE_CHECKS)[number];

/** One check's answer; `not_evaluated`, for want of what it needs, counts as failed too. */
export interface EvidenceCheck {
  readonly check: EvidenceCheckName | CheckName;
  readonly verdict: 'passed' | 'refused' | 'not_evaluated';
  readonly expected: string;
  readonly found: string;
  readonly refusals: readonly Refusal[];
}

/** What a pack proved, by the verifier's own trust. */
export interface ProvedAttempt {
  readonly kind: 'admitted' | 'rejected';
  readonly subject: EvidenceSubject;
  /** How the attempt ended, by the log's last word. */
  readonly status: OperationStatus;
  readonly operationKind: OperationKind | null;
  readonly repository: RepositoryIdentity | null;
  /** When it was admitted or rejected, by the publisher's clock. */
  readonly decidedAt: Instant;
  /** When it was settled, by the publisher's clock; null for a rejection. */
  readonly settledAt: Instant | null;
  /** The distinct people whose approvals counted. */
  readonly approvers: readonly PersonId[];
  /** Why it was rejected or failed, as the log says. */
  readonly reasons: readonly Refusal[];
  readonly log: { readonly origin: string; readonly size: number; readonly rootHash: string };
  /** The keys of the pinned witnesses that cosigned the checkpoint, each once. */
  readonly witnesses: readonly KeyId[];
}

/** What no pack, or not this one, proves: one sentence for people each. */
export const NOT_PROVEN = {
  no_other_attempts:
    'That there was no other attempt: the pack shows records of the log, only the whole log shows that there are no more.',
  one_history:
    'That the log shows everybody the same history: no witness that you pin has cosigned this checkpoint.',
  clocks:
    'That the times are right: they are those of the approvers, the authority and the publisher.',
  still_so: 'That GitHub still shows what was published: the log says what was read back then.',
  keys_in_right_hands: 'That the keys you pin were used by their owners alone.',
  unspent_elsewhere:
    'That the receipt was not spent or revoked in another log than this one before it was admitted.',
} as const;

/** One thing that is not proved. */
export type NotProven = keyof typeof NOT_PROVEN;

/** The answer to a pack. A caller that believes anything but `verified: true` believes too much. */
export interface EvidenceVerdict {
  readonly verified: boolean;
  readonly checks: readonly EvidenceCheck[];
  /** The refusals of all checks, in order. */
  readonly refusals: readonly Refusal[];
  /** Null unless verified. */
  readonly attempt: ProvedAttempt | null;
  readonly notProven: readonly NotProven[];
}

/** A check that passed. */
export function passed(check: EvidenceCheckName, expected: string, found: string): EvidenceCheck {
  return { check, verdict: 'passed', expected, found, refusals: [] };
}

/** A check that could not be made, for want of something. */
export function notEvaluatedFor(check: EvidenceCheck['check'], missing: string): EvidenceCheck {
  return { check, verdict: 'not_evaluated', expected: missing, found: 'nothing', refusals: [] };
}

/** A check that passed where there is nothing to refuse, and is refused otherwise. */
export function concluded(
  check: EvidenceCheckName,
  claim: { readonly expected: string; readonly found: string },
  refusals: readonly Refusal[],
): EvidenceCheck {
  const [first] = refusals;
  return first === undefined
    ? passed(check, claim.expected, claim.found)
    : { check, verdict: 'refused', expected: first.expected, found: first.found, refusals };
}
