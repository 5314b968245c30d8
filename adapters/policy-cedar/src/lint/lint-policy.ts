// SPDX-License-Identifier: Apache-2.0
// The linter of policies: everything that is wrong with a layer's rules, at once. A layer with a single
// finding is not used, so that what a policy says and what it does are the same.
import { utf8Encode } from '@marketops/core';
import { POLICY_LIMITS } from '../layer/policy-limits.ts';
import type { PolicyFile, PolicyRule } from '../layer/policy-rule.ts';
import type { LintFinding } from './lint-finding.ts';
import { readRules } from './read-rules.ts';
import { validateRules } from './validate-rules.ts';

/** The rules of a layer and everything that is wrong with them. */
export interface LintedRules {
  readonly rules: readonly PolicyRule[];
  readonly findings: readonly LintFinding[];
}

/** Lints a layer's files; total. Codes `policy.*`. */
export function lintPolicy(files: readonly PolicyFile[]): readonly LintFinding[] {
  return lintRules(files).findings;
}

/** Lints one text. */
export function lintPolicyText(text: string, path = 'policy.cedar'): readonly LintFinding[] {
  return lintPolicy([{ path, bytes: utf8Encode(text.toWellFormed()) }]);
}

/** Reads and lints a layer's files. */
export function lintRules(files: readonly PolicyFile[]): LintedRules {
  const readings = files.slice(0, POLICY_LIMITS.filesMax).map(readRules);
  const rules = readings.flatMap((reading) => reading.rules);
  const findings = readings.flatMap((reading) => reading.findings);
  const tooLarge = sizeFindings(files.length, rules.length);
  if (tooLarge.length > 0) return { rules: [], findings: [...tooLarge, ...findings] };
  const duplicates = duplicateFindings(rules);
  const once = rules.filter(
    ({ ruleId }, i) => rules.findIndex((rule) => rule.ruleId === ruleId) === i,
  );
  const empty = rules.length === 0 && findings.length === 0 ? [aboutLayer('policy.empty')] : [];
  const invalid = once.length === 0 ? [] : validateRules(once);
  return { rules, findings: [...findings, ...duplicates, ...empty, ...invalid] };
}

function sizeFindings(files: number, rules: number): readonly LintFinding[] {
  const { filesMax, rulesMax } = POLICY_LIMITS;
  if (files <= filesMax && rules <= rulesMax) return [];
  const message = `${files} files and ${rules} rules; at most ${filesMax} and ${rulesMax}`;
  return [{ ...aboutLayer('policy.too_large'), message }];
}

function duplicateFindings(rules: readonly PolicyRule[]): readonly LintFinding[] {
  return rules.flatMap(({ ruleId, path, line }, i) => {
    const first = rules.find((rule) => rule.ruleId === ruleId);
    if (first === undefined || first === rules[i]) return [];
    const message = `@id("${ruleId}") is taken by the rule at ${first.path}:${first.line}`;
    const place = { path, line, column: 1, ruleId };
    return [{ ...place, code: 'policy.rule_duplicate' as const, message, help: null }];
  });
}

function aboutLayer(code: LintFinding['code']): LintFinding {
  const message = 'no file of the layer has a rule';
  return { code, path: '', line: null, column: null, ruleId: null, message, help: null };
}
