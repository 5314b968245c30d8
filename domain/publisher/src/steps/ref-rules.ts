// SPDX-License-Identifier: Apache-2.0
// Which rulesets would refuse a new tag or branch. GitHub has no question for that, so patterns are
// matched here; rules that cannot be judged from their type alone are left to GitHub's own answer,
// which comes before anything is public.
import { refusal, type GitHubRuleset, type Refusal } from '@marketops/core';

/** A ref that is about to be created. */
export interface NewRef {
  /** `refs/tags/NAME` or `refs/heads/NAME`. */
  readonly ref: string;
  readonly defaultBranch: string;
}

/** Why a ruleset forbids creating the ref, or null if none that could be read does. */
export function rulesetAgainst(
  rulesets: readonly GitHubRuleset[],
  { ref, defaultBranch }: NewRef,
): Refusal | null {
  const target = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  const forbidding = rulesets.find(
    (ruleset) =>
      ruleset.target === target &&
      ruleset.enforcement === 'active' &&
      !ruleset.bypassable &&
      ruleset.ruleTypes.includes('creation') &&
      covers(ruleset, ref, defaultBranch),
  );
  if (forbidding === undefined) return null;
  return refusal('github.ruleset_refuses', {
    subject: ref,
    expected: 'a ref that may be created',
    found: `ruleset ${forbidding.rulesetId} (${forbidding.name}) restricts creations`,
  });
}

function covers(ruleset: GitHubRuleset, ref: string, defaultBranch: string): boolean {
  const matches = (pattern: string): boolean => {
    if (pattern === '~ALL') return true;
    if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${defaultBranch}`;
    return globMatches(pattern, ref);
  };
  return ruleset.refIncludes.some(matches) && !ruleset.refExcludes.some(matches);
}

/** GitHub's patterns: `*` and `?` stay within a path segment, `**` crosses them. */
function globMatches(pattern: string, ref: string): boolean {
  const source = pattern
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) => globParts[part] ?? part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
    .join('');
  return new RegExp(`^${source}$`).test(ref);
}

const globParts: { readonly [part: string]: string | undefined } = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
