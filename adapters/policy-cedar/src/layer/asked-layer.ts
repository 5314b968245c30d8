// SPDX-License-Identifier: Apache-2.0
// A layer made ready to be asked: its rules parsed, and what they mention of a request known.
import type { PolicyRequest } from '@marketops/authority';
import { policyToJson, type Policy } from '@cedar-policy/cedar-wasm/nodejs';
import { cedarRequest, type CedarRequest } from '../cedar/cedar-request.ts';
import { askPrepared, prepareRules, prepareSchema } from '../cedar/prepared-rules.ts';
import { ruleMentions, type RuleMentions } from '../cedar/rule-mentions.ts';
import { readAnswer, type CedarVerdict } from '../cedar/read-answer.ts';
import type { RuleStanding } from '../explain/rule-standing.ts';
import { layerDecision, type LayerDecision } from './layer-decision.ts';
import type { PolicyLayer } from './policy-layer.ts';
import type { PolicyRule } from './policy-rule.ts';

/** A layer that decides and explains. */
export class AskedLayer {
  readonly #layer: PolicyLayer;
  readonly #mentions: RuleMentions;
  readonly #schema: string;
  #prepared = false;

  /** Throws where a rule of the layer does not parse, which a layer that was read rules out. */
  constructor(layer: PolicyLayer) {
    this.#layer = layer;
    this.#mentions = ruleMentions(layer.rules.map(({ text }) => text));
    this.#schema = prepareSchema(this.#mentions.attributes);
    const rules = layer.rules.map(({ ruleId, text }) => [ruleId, text] as const);
    prepareRules(layer.reference.digest, rules);
  }

  /** What the layer decides. */
  decide(request: PolicyRequest): LayerDecision {
    const asked = cedarRequest(request, this.#mentions);
    const verdict = this.#ask(this.#layer.reference.digest, asked);
    const { action, principal } = asked;
    return layerDecision(this.#layer, verdict, {
      asked: `${action.id} by ${principal.type} ${principal.id}`,
      permitsMentioning: () => this.#permitsMentioning(asked),
    });
  }

  /** How every rule stands to a request, each evaluated on its own, in the layer's order. */
  explain(request: PolicyRequest): readonly RuleStanding[] {
    this.#prepare();
    const asked = cedarRequest(request, this.#mentions);
    const { name } = this.#layer.reference;
    return this.#layer.rules.map((rule) => {
      const whole = this.#ask(this.#nameOf(rule, 'whole'), asked);
      if (whole.kind === 'error') {
        const message = whole.errors.map((error) => error.message).join('; ');
        return { layer: name, rule, standing: 'error', message };
      }
      const standing = this.#standingOf(rule, whole.ruleIds, asked);
      return { layer: name, rule, standing, message: '' };
    });
  }

  #standingOf(
    rule: PolicyRule,
    applying: readonly string[],
    asked: CedarRequest,
  ): RuleStanding['standing'] {
    if (applying.includes(rule.ruleId)) return 'applies';
    const scope = this.#ask(this.#nameOf(rule, 'scope'), asked);
    const mentioned = scope.kind !== 'error' && scope.ruleIds.includes(rule.ruleId);
    return mentioned ? 'condition_false' : 'not_mentioned';
  }

  /** The rules that would permit a request under their condition: their scope is the request's. */
  #permitsMentioning(asked: CedarRequest): readonly PolicyRule[] {
    this.#prepare();
    const verdict = this.#ask(this.#permitScopes, asked);
    return this.#layer.rules.filter(
      ({ ruleId }) => verdict.kind !== 'error' && verdict.ruleIds.includes(ruleId),
    );
  }

  #ask(rules: string, asked: CedarRequest): CedarVerdict {
    return readAnswer(askPrepared({ schema: this.#schema, rules }, asked));
  }

  #nameOf({ ruleId }: PolicyRule, part: 'whole' | 'scope'): string {
    return `${this.#layer.reference.digest}/${ruleId}/${part}`;
  }

  get #permitScopes(): string {
    return `${this.#layer.reference.digest}/permit scopes`;
  }

  /** Explanations are rare: rules are prepared for them only when the first is asked for. */
  #prepare(): void {
    if (this.#prepared) return;
    const permitScopes: (readonly [string, Policy])[] = [];
    for (const rule of this.#layer.rules) {
      const json = policyToJson(rule.text);
      if (json.type !== 'success') throw new TypeError(`rule ${rule.ruleId} was read before`);
      const scope = { ...json.json, conditions: [] };
      prepareRules(this.#nameOf(rule, 'whole'), [[rule.ruleId, rule.text]]);
      prepareRules(this.#nameOf(rule, 'scope'), [[rule.ruleId, scope]]);
      if (rule.effect === 'permit') permitScopes.push([rule.ruleId, scope]);
    }
    prepareRules(this.#permitScopes, permitScopes);
    this.#prepared = true;
  }
}
