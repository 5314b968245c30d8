// SPDX-License-Identifier: Apache-2.0
// Rulesets on branches and tags: which references they cover and what they forbid.

import type { JsonObject } from '../json.ts';

/**
 * One rule as GitHub writes it. Enforced are `creation`, `update`, `deletion`, `non_fast_forward` and
 * `pull_request`; any other type is shown and does nothing.
 */
export interface RulesetRule {
  readonly type: string;
  readonly parameters?: JsonObject;
}

/** A ruleset of a repository. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: 'branch' | 'tag';
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  /** Patterns such as `refs/tags/v*`, `~ALL` or `~DEFAULT_BRANCH`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly RulesetRule[];
  /** Logins that the ruleset does not bind. */
  readonly bypassLogins: readonly string[];
  readonly createdAt: number;
}

/** The rules of a repository that cover one reference, each with the ruleset it comes from. */
export function rulesFor(
  rulesets: Iterable<Ruleset>,
  ref: string,
  defaultBranch: string,
): { ruleset: Ruleset; rule: RulesetRule }[] {
  const target = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  const covers = (pattern: string): boolean => coversRef(pattern, ref, defaultBranch);
  return [...rulesets]
    .filter((ruleset) => ruleset.target === target && ruleset.enforcement === 'active')
    .filter((ruleset) => ruleset.include.some(covers) && !ruleset.exclude.some(covers))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));
}

function coversRef(pattern: string, ref: string, defaultBranch: string): boolean {
  if (pattern === '~ALL') {
    return true;
  }
  if (pattern === '~DEFAULT_BRANCH') {
    return ref === `refs/heads/${defaultBranch}`;
  }
  const expression = pattern
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => globPart(part))
    .join('');
  return new RegExp(`^${expression}$`).test(ref);
}

function globPart(part: string): string {
  switch (part) {
    case '**/':
      return '(?:.*/)?';
    case '**':
      return '.*';
    case '*':
      return '[^/]*';
    case '?':
      return '[^/]';
    default:
      return part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  }
}
