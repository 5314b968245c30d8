// SPDX-License-Identifier: Apache-2.0
// Rulesets. Their list says which are in force; what they say stands at their own addresses.
import type { BodyReader, GitHubRuleset } from '@marketops/core';
import { objectReader } from './fields.ts';

/** What the list of rulesets says of one. */
export interface RulesetSummary {
  readonly rulesetId: number;
  readonly enforcement: string;
}

/** Answers of `current_user_can_bypass` that let the credential pass without a pull request. */
const bypassing: ReadonlySet<string | null> = new Set(['always', 'exempt']);

/** Reads one entry of the list of rulesets. */
export const readRulesetSummary: BodyReader<RulesetSummary> = objectReader((fields) => ({
  rulesetId: fields.id('id'),
  enforcement: fields.text('enforcement'),
}));

/** Reads a ruleset. */
export const readRuleset: BodyReader<GitHubRuleset> = objectReader((fields) => {
  const names = fields.objectOrNull('conditions', (conditions) =>
    conditions.objectOrNull('ref_name', (refName) => ({
      refIncludes: refName.texts('include'),
      refExcludes: refName.texts('exclude'),
    })),
  );
  return {
    rulesetId: fields.id('id'),
    name: fields.text('name'),
    target: fields.text('target'),
    enforcement: fields.text('enforcement'),
    // A ruleset without a condition on names holds for every ref.
    refIncludes: names?.refIncludes ?? ['~ALL'],
    refExcludes: names?.refExcludes ?? [],
    ruleTypes: fields.list('rules', (rule) => rule.text('type')),
    bypassable: bypassing.has(fields.textOrNull('current_user_can_bypass')),
  };
});
