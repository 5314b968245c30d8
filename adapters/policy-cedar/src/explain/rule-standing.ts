// SPDX-License-Identifier: Apache-2.0
// How each rule of a layer stands to a request, evaluated on its own: whether it mentions it at all,
// and whether its condition holds.
import { policyToJson, type Policy } from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarRequest } from '../cedar/cedar-request.ts';
import { askPrepared, prepareRules } from '../cedar/prepared-rules.ts';
import { readAnswer } from '../cedar/read-answer.ts';
import type { PolicyLayer } from '../layer/policy-layer.ts';
import type { PolicyRule } from '../layer/policy-rule.ts';

/** How one rule stands to one request. */
export interface RuleStanding {
  readonly layer: string;
  readonly rule: PolicyRule;
  /**
   * `not_mentioned`: its principal, action or resource is another. `condition_false`: it mentions the
   * request, and its condition does not hold. `applies`: both. `error`: it cannot be evaluated.
   */
  readonly standing: 'not_mentioned' | 'condition_false' | 'applies' | 'error';
  /** What went wrong with `error`, empty otherwise. */
  readonly message: string;
}

/** Evaluates each rule of a layer on its own. */
export class RuleStandings {
  readonly #layer: PolicyLayer;
  #prepared = false;

  constructor(layer: PolicyLayer) {
    this.#layer = layer;
  }

  /** How every rule stands to a request, in the layer's order. */
  of(request: CedarRequest): readonly RuleStanding[] {
    this.#prepare();
    const { name } = this.#layer.reference;
    return this.#layer.rules.map((rule) => ({
      layer: name,
      rule,
      ...this.#standingOf(rule, request),
    }));
  }

  /** The rules that would permit a request under their condition: their scope is the request's. */
  permitsMentioning(request: CedarRequest): readonly PolicyRule[] {
    this.#prepare();
    const verdict = readAnswer(askPrepared(this.#permitScopes, request));
    return this.#layer.rules.filter(
      ({ ruleId }) => verdict.kind !== 'error' && verdict.ruleIds.includes(ruleId),
    );
  }

  #standingOf(rule: PolicyRule, request: CedarRequest): Pick<RuleStanding, 'standing' | 'message'> {
    const whole = readAnswer(askPrepared(this.#nameOf(rule, 'whole'), request));
    if (whole.kind === 'error') {
      const message = whole.errors.map((error) => error.message).join('; ');
      return { standing: 'error', message };
    }
    if (whole.ruleIds.includes(rule.ruleId)) return { standing: 'applies', message: '' };
    const scope = readAnswer(askPrepared(this.#nameOf(rule, 'scope'), request));
    const mentioned = scope.kind !== 'error' && scope.ruleIds.includes(rule.ruleId);
    return { standing: mentioned ? 'condition_false' : 'not_mentioned', message: '' };
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
