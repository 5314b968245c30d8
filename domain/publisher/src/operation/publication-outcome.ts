// SPDX-License-Identifier: Apache-2.0
// The publisher's answers, made from what the store holds.
import { refusal, type PublicationOutcome } from '@marketops/core';
import type { AdmittedOperation } from './admitted-operation.ts';
import type { Settlement } from './settlement.ts';

/** The answer for an operation that is settled. */
export function settledOutcome(
  admitted: AdmittedOperation,
  settlement: Settlement,
): PublicationOutcome {
  const { status, refusals, result, logIndex } = settlement;
  return { ...ofAdmitted(admitted), status, refusals, result, logIndex };
}

/**
 * The answer for an operation that could not be brought to its end here and now because of a fault
 * of our own. It is still open: whoever takes it up next goes on where it stopped.
 */
export function interruptedOutcome(admitted: AdmittedOperation, fault: string): PublicationOutcome {
  const details = { subject: admitted.operationId, expected: 'a store and a clock that work' };
  const refusals = [refusal('operation.interrupted', { ...details, found: fault })];
  return {
    ...ofAdmitted(admitted),
    status: 'outcome_unknown',
    refusals,
    result: null,
    logIndex: null,
  };
}

function ofAdmitted(
  admitted: AdmittedOperation,
): Pick<PublicationOutcome, 'operationId' | 'operationKind' | 'receiptId' | 'checks'> {
  const { operationId, operation, receiptId, checks } = admitted;
  return { operationId, operationKind: operation.kind, receiptId, checks };
}
