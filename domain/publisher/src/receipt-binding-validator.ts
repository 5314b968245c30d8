// SPDX-License-Identifier: Apache-2.0
// The six checks that bind a receipt to what it is used for: enforceable, this run, this kind, not
// used, not expired, not stale (docs/reference/checks.md, 3 to 8).
import {
  evaluateOnly,
  type AdmissionFacts,
  type CheckName,
  type CheckReport,
} from '@marketops/core';

/** The six binding checks, in their order. */
export const BINDING_CHECKS = [
  'receipt_enforceable',
  'run_bound',
  'operation_kind_bound',
  'not_consumed',
  'not_expired',
  'not_stale',
] as const satisfies readonly CheckName[];

/** Evaluates the six binding checks. */
export class ReceiptBindingValidator {
  /** All six in order, whatever any of them says. */
  validate(facts: AdmissionFacts): CheckReport {
    return evaluateOnly(BINDING_CHECKS, facts);
  }
}
