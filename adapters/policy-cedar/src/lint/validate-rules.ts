// SPDX-License-Identifier: Apache-2.0
// Validates rules strictly against the schema. Warnings count as well: a rule that can never apply, or
// whose text only looks like something, protects nothing.
import {
  validate,
  type DetailedError,
  type ValidationError,
} from '@cedar-policy/cedar-wasm/nodejs';
import { CEDAR_SCHEMA } from '../cedar/cedar-schema.ts';
import type { PolicyRule } from '../layer/policy-rule.ts';
import type { LintFinding } from './lint-finding.ts';
import { positionOfByte, positionWithin, type TextPosition } from './text-position.ts';

/** Everything that validation finds in rules whose ids differ. */
export function validateRules(rules: readonly PolicyRule[]): readonly LintFinding[] {
  const answer = validate({
    schema: CEDAR_SCHEMA,
    policies: {
      staticPolicies: Object.fromEntries(rules.map(({ ruleId, text }) => [ruleId, text])),
    },
    validationSettings: { mode: 'strict' },
  });
  if (answer.type !== 'success') {
    return answer.errors.map((error) => findingOf(error, 'policy.syntax', undefined));
  }
  const ruleOf = (policyId: string): PolicyRule | undefined =>
    rules.find(({ ruleId }) => ruleId === policyId);
  const { validationErrors, validationWarnings, otherWarnings } = answer;
  const erring = new Set(validationErrors.map(({ policyId }) => policyId));
  return oncePerPlace([
    ...validationErrors.map(({ error, policyId }) =>
      findingOf(error, errorCode(error), ruleOf(policyId)),
    ),
    // A rule with an error is also reported as impossible; the error says it better.
    ...validationWarnings
      .filter(({ policyId }) => !erring.has(policyId))
      .map((warning) => findingOf(warning.error, warningCode(warning), ruleOf(warning.policyId))),
    ...otherWarnings.map((warning) => findingOf(warning, 'policy.suspicious_text', undefined)),
  ]);
}

/** The validator repeats what it finds for every action that a rule is about. */
function oncePerPlace(findings: readonly LintFinding[]): readonly LintFinding[] {
  const places = findings.map(({ code, ruleId, line, column }) =>
    [code, ruleId, line, column].join(' '),
  );
  return findings.filter((_finding, i) => places.indexOf(places[i] ?? '') === i);
}

/** Cedar gives no codes, only words; whatever is not recognized is a type error. */
function errorCode({ message, help }: DetailedError): LintFinding['code'] {
  const names = /unrecognized (action|entity type)|not found/.test(message);
  return names || (help?.startsWith('did you mean') ?? false)
    ? 'policy.unknown_name'
    : 'policy.type_error';
}

function warningCode({ error }: ValidationError): LintFinding['code'] {
  return /impossible|unable to find an applicable action/.test(error.message)
    ? 'policy.impossible'
    : 'policy.suspicious_text';
}

function findingOf(
  error: DetailedError,
  code: LintFinding['code'],
  rule: PolicyRule | undefined,
): LintFinding {
  const position = rule === undefined ? null : positionInFile(error, rule);
  return {
    code,
    path: rule?.path ?? '',
    line: position?.line ?? null,
    column: position?.column ?? null,
    ruleId: rule?.ruleId ?? null,
    message: error.message.replace(/^for policy `[^`]*`, | for Action::"[^"]*"/g, ''),
    help: error.help,
  };
}

function positionInFile(error: DetailedError, rule: PolicyRule): TextPosition {
  const begin = { line: rule.line, column: 1 };
  const [location] = error.sourceLocations ?? [];
  if (location === undefined) return begin;
  return positionWithin(begin, positionOfByte(rule.text, location.start));
}
