// SPDX-License-Identifier: Apache-2.0
// What Cedar answered, read so that nothing but a clean "allow" is a permit. Cedar skips a rule that
// errors: a prohibition that errors would permit, so any error is an answer of its own.
import type { AuthorizationAnswer } from '@cedar-policy/cedar-wasm/nodejs';

/** One rule, or the request itself, that could not be evaluated. */
export interface EvaluationError {
  /** Null where the request as a whole was at fault. */
  readonly ruleId: string | null;
  readonly message: string;
}

/** A clean decision by the rules that determined it, or every error. */
export type CedarVerdict =
  | { readonly kind: 'allow' | 'deny'; readonly ruleIds: readonly string[] }
  | { readonly kind: 'error'; readonly errors: readonly [EvaluationError, ...EvaluationError[]] };

/** Reads an answer of Cedar, whatever it turns out to be. */
export function readAnswer(answer: AuthorizationAnswer): CedarVerdict {
  if (answer.type !== 'success') {
    return failed(answer.errors.map(({ message }) => ({ ruleId: null, message })));
  }
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) {
    return failed(
      diagnostics.errors.map(({ policyId, error }) => ({
        ruleId: policyId,
        message: error.message,
      })),
    );
  }
  // The type promises one of the two; what crosses the border of the engine is checked anyway.
  const given: unknown = decision;
  return given === 'allow' || given === 'deny'
    ? { kind: given, ruleIds: diagnostics.reason }
    : failed([]);
}

function failed(errors: readonly EvaluationError[]): CedarVerdict {
  const [first, ...more] = errors;
  const silent = { ruleId: null, message: 'the policy engine gave no decision' };
  return { kind: 'error', errors: [first ?? silent, ...more] };
}
