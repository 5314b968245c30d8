// SPDX-License-Identifier: Apache-2.0
// Every check of docs/reference/checks.md, as a pure function over the facts. All that are asked for
// are evaluated and reported, in their order; one failure never hides another.
import { isProd } from '../identity/mode.ts';
import type { EnforceableReceipt } from '../receipt/enforceable-receipt.ts';
import { refusal } from '../refusal/refusal.ts';
import type { AdmissionFacts, ReceiptReading } from './admission-facts.ts';
import { approvalsCheck } from './approvals-check.ts';
import { CHECKS, type CheckName } from './check-list.ts';
import { notEvaluated, type CheckReport, type CheckResult, type Finding } from './check-result.ts';
import * as receiptChecks from './receipt-checks.ts';

/** Evaluates one check. */
export type Check = (facts: AdmissionFacts) => Finding;

const checks: { readonly [name in CheckName]: Check } = {
  mode_is_prod: modeIsProd,
  receipt_present: ({ receipt }) => receiptPresent(receipt),
  receipt_enforceable: ({ receipt }) => receiptEnforceable(receipt),
  run_bound: ofReceipt(receiptChecks.runBound),
  operation_kind_bound: ofReceipt(receiptChecks.operationKindBound),
  not_consumed: ofReceipt(receiptChecks.notConsumed),
  not_expired: ofReceipt(receiptChecks.notExpired),
  not_stale: ofReceipt(receiptChecks.notStale),
  mint_signature: ofReceipt(receiptChecks.mintSignature),
  audience: ofReceipt(receiptChecks.audience),
  repository: ofReceipt(receiptChecks.repository),
  content: ofReceipt(receiptChecks.content),
  approvals: ofReceipt(approvalsCheck),
  not_revoked: ofReceipt(receiptChecks.notRevoked),
  not_from_the_future: ofReceipt(receiptChecks.notFromTheFuture),
  policy_not_rolled_back: ofReceipt(receiptChecks.policyNotRolledBack),
};

/** Evaluates some of the checks, in their order and with their numbers. */
export function evaluateOnly(names: readonly CheckName[], facts: AdmissionFacts): CheckReport {
  const results = CHECKS.flatMap((name, index) =>
    names.includes(name) ? [toResult(name, index + 1, checks[name](facts))] : [],
  );
  return {
    passed: results.every((result) => result.verdict === 'passed'),
    checks: results,
    refusals: results.flatMap((result) => result.refusals),
  };
}

function toResult(check: CheckName, number: number, finding: Finding): CheckResult {
  if (finding.verdict !== 'refused') return { number, check, ...finding, refusals: [] };
  const [{ expected, found }] = finding.refusals;
  return { number, check, verdict: 'refused', expected, found, refusals: finding.refusals };
}

function ofReceipt(check: (receipt: EnforceableReceipt, facts: AdmissionFacts) => Finding): Check {
  return (facts) =>
    facts.receipt.kind === 'enforceable'
      ? check(facts.receipt.receipt, facts)
      : notEvaluated('an enforceable receipt', `a receipt that is ${facts.receipt.kind}`);
}

function modeIsProd({ mode }: AdmissionFacts): Finding {
  if (isProd(mode)) return { verdict: 'passed', expected: 'prod', found: 'prod' };
  const found = typeof mode === 'string' ? JSON.stringify(mode) : typeof mode;
  return {
    verdict: 'refused',
    refusals: [refusal('mode.not_prod', { subject: 'mode', expected: 'exactly prod', found })],
  };
}

function receiptPresent(receipt: ReceiptReading): Finding {
  const expected = 'a receipt in its exact format';
  if (receipt.kind === 'absent') {
    const details = { subject: 'receipt', expected, found: 'nothing' };
    return { verdict: 'refused', refusals: [refusal('receipt.missing', details)] };
  }
  if (receipt.kind === 'malformed') {
    const { path, expected: expectedAtPath, found } = receipt.problem;
    const details = { subject: `receipt${path}`, expected: expectedAtPath, found };
    return { verdict: 'refused', refusals: [refusal('receipt.malformed', details)] };
  }
  return { verdict: 'passed', expected, found: 'a receipt' };
}

function receiptEnforceable(receipt: ReceiptReading): Finding {
  const expected = 'an enforceable receipt';
  switch (receipt.kind) {
    case 'absent':
    case 'malformed':
      return notEvaluated(expected, `a receipt that is ${receipt.kind}`);
    case 'advisory': {
      const details = {
        subject: receipt.receiptId ?? 'receipt',
        expected,
        found: 'an advisory one',
      };
      return { verdict: 'refused', refusals: [refusal('receipt.advisory', details)] };
    }
    case 'enforceable':
      return { verdict: 'passed', expected, found: 'an enforceable one' };
  }
}
