// SPDX-License-Identifier: Apache-2.0
// What rules mention of a request. What no rule mentions no rule can tell apart, so it need not be
// handed over: most of a decision's time goes into handing values over. In doubt, everything is.
import { policyToJson, type PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import {
  CONTEXT_ATTRIBUTES,
  isContextAttribute,
  type ContextAttributeName,
} from './context-attributes.ts';

/** What rules mention of a request. */
export interface RuleMentions {
  /** Attributes of the context, in the order of the schema. */
  readonly attributes: readonly ContextAttributeName[];
  /** Whether the repository's names matter; its id always does. */
  readonly repository: boolean;
  /** Whether the proposer's roles, or who stands behind it, matter; its id always does. */
  readonly proposer: boolean;
  /** Whether the roles of the person behind the proposer matter. */
  readonly principal: boolean;
}

/** Everything that a request can hold. */
export const EVERYTHING: RuleMentions = {
  attributes: CONTEXT_ATTRIBUTES,
  repository: true,
  proposer: true,
  principal: true,
};

/** What the rules mention between them. */
export function ruleMentions(texts: readonly string[]): RuleMentions {
  const found = new Mentions();
  for (const text of texts) {
    const json = policyToJson(text);
    if (json.type !== 'success') return EVERYTHING;
    found.addRule(json.json);
  }
  return found.sum();
}

/** Collects mentions from the JSON form of rules. */
class Mentions {
  readonly #attributes = new Set<string>();
  readonly #variables = new Set<string>();
  #behind = false;

  addRule({ principal, conditions }: PolicyJson): void {
    // `principal in Role::"x"` needs the roles; `==` and a bare `is` need the id and the type alone.
    if (principal.op === 'in' || (principal.op === 'is' && principal.in !== undefined)) {
      this.#variables.add('principal');
    }
    this.#addFrom(conditions);
  }

  sum(): RuleMentions {
    const known = [...this.#attributes].every(isContextAttribute);
    if (!known || this.#variables.has('context')) return EVERYTHING;
    return {
      attributes: CONTEXT_ATTRIBUTES.filter((name) => this.#attributes.has(name)),
      repository: this.#variables.has('resource'),
      proposer: this.#variables.has('principal') || this.#behind,
      principal: this.#behind,
    };
  }

  #addFrom(node: unknown): void {
    if (Array.isArray(node)) {
      for (const item of node) this.#addFrom(item);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    if ('Var' in node && typeof node.Var === 'string') this.#variables.add(node.Var);
    for (const [operator, operands] of Object.entries(node)) this.#addOperation(operator, operands);
  }

  #addOperation(operator: string, operands: unknown): void {
    const attribute = operator === '.' || operator === 'has' ? accessOf(operands) : null;
    if (attribute !== null && variableOf(attribute.of) === 'context') {
      this.#attributes.add(attribute.name);
      return;
    }
    // Only `principal has behind` asks for no more than whether there is somebody.
    if (attribute?.name === 'behind' && (operator === '.' || attribute.deeper)) this.#behind = true;
    // A person written out in a rule may be the one behind the proposer, whose roles it then asks for.
    if (operator === 'in' && variableOf(leftOf(operands)) === null) this.#behind = true;
    this.#addFrom(operands);
  }
}

interface AttributeAccess {
  readonly of: unknown;
  readonly name: string;
  /** Whether more names follow, as in `has a.b`. */
  readonly deeper: boolean;
}

function accessOf(operands: unknown): AttributeAccess | null {
  if (typeof operands !== 'object' || operands === null || !('attr' in operands)) return null;
  const names: readonly unknown[] = Array.isArray(operands.attr) ? operands.attr : [operands.attr];
  const [name, ...more] = names;
  return typeof name === 'string' ? { of: leftOf(operands), name, deeper: more.length > 0 } : null;
}

function leftOf(operands: unknown): unknown {
  return typeof operands === 'object' && operands !== null && 'left' in operands
    ? operands.left
    : null;
}

function variableOf(node: unknown): string | null {
  return typeof node === 'object' && node !== null && 'Var' in node && typeof node.Var === 'string'
    ? node.Var
    : null;
}
