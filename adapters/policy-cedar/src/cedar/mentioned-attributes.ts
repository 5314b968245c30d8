// SPDX-License-Identifier: Apache-2.0
// Which attributes of the context rules mention. What no rule mentions no rule can tell apart, so it
// need not be handed over: most of a decision's time goes into handing over values.
import { policyToJson, type PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import {
  CONTEXT_ATTRIBUTES,
  isContextAttribute,
  type ContextAttributeName,
} from './context-attributes.ts';

/** The attributes that the rules mention, in the order of the schema; all where it cannot be told. */
export function mentionedAttributes(texts: readonly string[]): readonly ContextAttributeName[] {
  const mentioned = new Set<string>();
  for (const text of texts) {
    const json = policyToJson(text);
    if (json.type !== 'success' || !collect(json.json, mentioned)) return CONTEXT_ATTRIBUTES;
  }
  const known = [...mentioned].every(isContextAttribute);
  return known ? CONTEXT_ATTRIBUTES.filter((name) => mentioned.has(name)) : CONTEXT_ATTRIBUTES;
}

/** Adds what a rule mentions; false where it uses the context as a whole. */
function collect({ conditions }: PolicyJson, mentioned: Set<string>): boolean {
  return collectFrom(conditions, mentioned);
}

function collectFrom(node: unknown, mentioned: Set<string>): boolean {
  if (Array.isArray(node)) return node.every((item) => collectFrom(item, mentioned));
  if (typeof node !== 'object' || node === null) return true;
  const attribute = attributeOfContext(node);
  if (attribute !== null) {
    mentioned.add(attribute);
    return true;
  }
  if (isContextItself(node)) return false;
  return Object.values(node).every((member) => collectFrom(member, mentioned));
}

/** The name in `context.NAME` or `context has NAME`, or null where the node is anything else. */
function attributeOfContext(node: object): string | null {
  const access: unknown = Object.entries(node).find(([key]) => key === '.' || key === 'has')?.[1];
  if (typeof access !== 'object' || access === null) return null;
  if (!('left' in access) || !('attr' in access)) return null;
  const { left, attr } = access;
  if (typeof left !== 'object' || left === null || !isContextItself(left)) return null;
  // `context has a.b` lists the names; the first is the context's own.
  const first: unknown = Array.isArray(attr) ? attr.at(0) : attr;
  return typeof first === 'string' ? first : null;
}

function isContextItself(node: object): boolean {
  return 'Var' in node && node.Var === 'context';
}
