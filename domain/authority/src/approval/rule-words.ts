// SPDX-License-Identifier: Apache-2.0
// Approval rules as people read them: `2 of role maintainer and 1 of role security`.
import type { ApprovalRule, PeopleRule, RoleRule } from './approval-rule.ts';

/** A rule in words. */
export function ruleInWords(rule: ApprovalRule): string {
  if ('allOf' in rule) return joined(rule.allOf, ' and ');
  if ('anyOf' in rule) return joined(rule.anyOf, ' or ');
  return leafInWords(rule);
}

/** Several rules, each to be satisfied by itself, in words. */
export function rulesInWords(rules: readonly ApprovalRule[]): string {
  return rules.map(ruleInWords).join('; and by itself ');
}

/** One role or list with its number of people, in words. */
export function leafInWords(leaf: RoleRule | PeopleRule): string {
  return 'role' in leaf
    ? `${leaf.count} of role ${leaf.role}`
    : `${leaf.count} of ${leaf.people.join(', ')}`;
}

function joined(rules: readonly ApprovalRule[], separator: string): string {
  const words = rules.map((rule) =>
    'allOf' in rule || 'anyOf' in rule ? `(${ruleInWords(rule)})` : leafInWords(rule),
  );
  return words.join(separator);
}
