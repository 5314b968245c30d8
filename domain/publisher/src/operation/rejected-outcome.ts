// SPDX-License-Identifier: Apache-2.0
// The publisher's answers to what it did not admit. Nothing was sent.
import {
  refusal,
  type CheckReport,
  type OperationKind,
  type PublicationOutcome,
  type PublicationSubmission,
} from '@marketops/core';
import { rejectionStatus, type Rejection } from '../admission/admission.ts';
import type { ReadSubmission } from '../admission/read-submission.ts';
import { receiptIdOf } from '../audit/publisher-records.ts';

/** What was submitted, as far as it could be read. */
export interface Submitted {
  readonly submission: PublicationSubmission;
  readonly kind: OperationKind | null;
  /** Null where a fault came before anything was read. */
  readonly read: ReadSubmission | null;
}

const nothingChecked: CheckReport = { passed: false, checks: [], refusals: [] };

/** The answer to a submission that was refused for a reason. */
export function rejectedOutcome(submitted: Submitted, rejection: Rejection): PublicationOutcome {
  const { status, report, refusals, logIndex } = rejection;
  return { ...ofSubmitted(submitted), status, checks: report, refusals, logIndex };
}

/** The answer where a fault of our own kept the submission from being decided. */
export function deniedOutcome(submitted: Submitted, fault: string): PublicationOutcome {
  const base = ofSubmitted(submitted);
  const details = {
    subject: base.operationId ?? 'submission',
    expected: 'a submission that can be decided',
  };
  return {
    ...base,
    status: rejectionStatus(submitted.submission.mode),
    checks: nothingChecked,
    refusals: [refusal('operation.not_admitted', { ...details, found: fault })],
    logIndex: null,
  };
}

/** The answer where nobody can tell whether the admission became durable. */
export function undecidedOutcome(submitted: Submitted): PublicationOutcome {
  const base = ofSubmitted(submitted);
  const details = { subject: base.operationId ?? 'submission', expected: 'a commit that is known' };
  return {
    ...base,
    status: 'outcome_unknown',
    checks: nothingChecked,
    refusals: [refusal('operation.interrupted', { ...details, found: 'a commit in doubt' })],
    logIndex: null,
  };
}

function ofSubmitted({
  kind,
  read,
}: Submitted): Pick<PublicationOutcome, 'operationId' | 'operationKind' | 'receiptId' | 'result'> {
  return {
    operationId: read?.facts.operation?.operationId ?? null,
    operationKind: kind,
    receiptId: read === null ? null : receiptIdOf(read.facts.receipt),
    result: null,
  };
}
