// SPDX-License-Identifier: Apache-2.0
// All sixteen checks of docs/reference/checks.md: mode and presence here, the six bindings by the
// validator, and the rest. All are evaluated and all are reported, in their order.
import {
  CHECKS,
  evaluateOnly,
  type AdmissionFacts,
  type CheckName,
  type CheckReport,
} from '@marketops/core';
import { BINDING_CHECKS, ReceiptBindingValidator } from '../receipt-binding-validator.ts';

/** What the publisher checks before anything is asked of the receipt's content. */
const presenceChecks: readonly CheckName[] = ['mode_is_prod', 'receipt_present'];
const apart: ReadonlySet<CheckName> = new Set([...presenceChecks, ...BINDING_CHECKS]);
const furtherChecks: readonly CheckName[] = CHECKS.filter((check) => !apart.has(check));

const validator = new ReceiptBindingValidator();

/** Evaluates every check. Passes only if all sixteen were evaluated and passed. */
export function evaluateAdmission(facts: AdmissionFacts): CheckReport {
  const parts = [
    evaluateOnly(presenceChecks, facts),
    validator.validate(facts),
    evaluateOnly(furtherChecks, facts),
  ];
  const checks = parts
    .flatMap((part) => part.checks)
    .toSorted((left, right) => left.number - right.number);
  return {
    passed: checks.length === CHECKS.length && parts.every((part) => part.passed),
    checks,
    refusals: checks.flatMap((check) => check.refusals),
  };
}
