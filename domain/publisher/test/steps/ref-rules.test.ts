// SPDX-License-Identifier: Apache-2.0
// Goal: a ruleset that would refuse our new ref is recognised, and one that would not is let be.
import type { GitHubRuleset } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { rulesetAgainst } from '../../src/steps/ref-rules.ts';

const ruleset: GitHubRuleset = {
  rulesetId: 5,
  name: 'releases',
  target: 'tag',
  enforcement: 'active',
  refIncludes: ['refs/tags/v*'],
  refExcludes: [],
  ruleTypes: ['creation', 'deletion'],
  bypassable: false,
};

function forbids(change: Partial<GitHubRuleset>, ref = 'refs/tags/v1.2.0'): boolean {
  return rulesetAgainst([{ ...ruleset, ...change }], { ref, defaultBranch: 'main' }) !== null;
}

describe('a ruleset', () => {
  it('that restricts creations of matching tags forbids', () => {
    expect(forbids({})).toBe(true);
    expect(forbids({ refIncludes: ['~ALL'] })).toBe(true);
  });

  it.each<readonly [string, Partial<GitHubRuleset>]>([
    ['is only evaluated', { enforcement: 'evaluate' }],
    ['can be bypassed', { bypassable: true }],
    ['restricts something else', { ruleTypes: ['update', 'deletion'] }],
    ['is about branches', { target: 'branch' }],
    ['excludes the tag', { refExcludes: ['refs/tags/v1.*'] }],
    ['includes other tags', { refIncludes: ['refs/tags/w*'] }],
  ])('that %s does not', (_why, change) => {
    expect(forbids(change)).toBe(false);
  });

  it.each([
    ['refs/heads/*', 'refs/heads/docs', true],
    ['refs/heads/*', 'refs/heads/marketops/docs', false],
    ['refs/heads/**', 'refs/heads/marketops/docs', true],
    ['refs/heads/**/docs', 'refs/heads/docs', true],
    ['refs/heads/doc?', 'refs/heads/docs', true],
    ['refs/heads/d.cs', 'refs/heads/docs', false],
    ['~DEFAULT_BRANCH', 'refs/heads/main', true],
    ['~DEFAULT_BRANCH', 'refs/heads/docs', false],
  ])('with the pattern %s and the ref %s: %s', (pattern, ref, expected) => {
    expect(forbids({ target: 'branch', refIncludes: [pattern] }, ref)).toBe(expected);
  });
});
