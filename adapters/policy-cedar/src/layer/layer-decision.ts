// SPDX-License-Identifier: Apache-2.0
// What one layer decides, and how layers are merged: the most restrictive wins, so that a layer can
// only ever take away what another one gives.
import type { DecidingRule } from '@marketops/authority';
import { refusal, type Refusal } from '@marketops/core';
import type { CedarVerdict } from '../cedar/read-answer.ts';
import type { PolicyLayer } from './policy-layer.ts';
import type { PolicyRule } from './policy-rule.ts';

/** What one layer decides. `refusals` is empty exactly if the effect is `permit`. */
export interface LayerDecision {
  readonly effect: 'permit' | 'deny';
  readonly rules: readonly DecidingRule[];
  readonly refusals: readonly Refusal[];
}

/** Merges what layers decide: a permit takes a permit of every one of at least one layer. */
export function mergeLayers(decisions: readonly LayerDecision[]): LayerDecision {
  const permits = decisions.length > 0 && decisions.every(({ effect }) => effect === 'permit');
  const refusals = decisions.flatMap((decision) => decision.refusals);
  const none = { subject: 'policy', expected: 'at least one layer', found: 'none' };
  return {
    effect: permits ? 'permit' : 'deny',
    rules: decisions.flatMap(({ rules }) => rules),
    refusals: decisions.length === 0 ? [refusal('policy.unreadable', none)] : refusals,
  };
}

/** What a layer's verdict means; `permitsMentioning` is asked only where no rule permits. */
export function layerDecision(
  layer: PolicyLayer,
  verdict: CedarVerdict,
  by: { readonly asked: string; readonly permitsMentioning: () => readonly PolicyRule[] },
): LayerDecision {
  switch (verdict.kind) {
    case 'error':
      return {
        effect: 'deny',
        rules: [],
        refusals: verdict.errors.map(({ ruleId, message }) =>
          refusal('policy.error', {
            subject: subjectOf(layer, ruleId ?? 'the request'),
            expected: 'an evaluation without an error',
            found: message,
          }),
        ),
      };
    case 'allow':
      return { effect: 'permit', rules: decidingRules(layer, verdict.ruleIds), refusals: [] };
    case 'deny': {
      const rules = decidingRules(layer, verdict.ruleIds);
      const refusals =
        rules.length > 0
          ? rules.map(({ ruleId, next, reason }) =>
              refusal('policy.denied', {
                subject: subjectOf(layer, ruleId),
                expected: next,
                found: reason,
              }),
            )
          : unpermitted(layer, by.asked, by.permitsMentioning());
      return { effect: 'deny', rules, refusals };
    }
  }
}

/** Tells "no rule mentions this" from "a rule mentions it and its condition was false". */
function unpermitted(
  layer: PolicyLayer,
  asked: string,
  near: readonly PolicyRule[],
): readonly Refusal[] {
  if (near.length === 0) {
    const found = `no rule of layer ${layer.reference.name} mentions it`;
    const details = { subject: asked, expected: 'a rule that permits it', found };
    return [refusal('policy.no_rule', details)];
  }
  return near.map((rule) =>
    refusal('policy.condition_false', {
      subject: subjectOf(layer, rule.ruleId),
      expected: rule.reason,
      found: `its condition does not hold: ${rule.next}`,
    }),
  );
}

function subjectOf({ reference }: PolicyLayer, ruleId: string): string {
  return `${reference.name}: ${ruleId}`;
}

function decidingRules(layer: PolicyLayer, ruleIds: readonly string[]): readonly DecidingRule[] {
  return ruleIds.map((ruleId) => {
    const rule: PolicyRule | undefined = layer.rules.find((one) => one.ruleId === ruleId);
    if (rule === undefined)
      throw new Error(`the engine names a rule ${ruleId} that there is none of`);
    const { effect, reason, next } = rule;
    return { layer: layer.reference.name, ruleId, effect, reason, next };
  });
}
