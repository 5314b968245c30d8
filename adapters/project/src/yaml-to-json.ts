// SPDX-License-Identifier: Apache-2.0
// Turns the nodes of a YAML document into JSON, and refuses whatever could be read in two ways:
// anchors, aliases, tags, keys that are no texts, keys used twice, numbers that JSON cannot hold.
import { describeText, visibleText, type JsonValue } from '@marketops/core';
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { YamlRefusal } from './yaml-refusal.ts';

/** Collections inside one another at most. */
const depthMax = 32;

/**
 * The JSON value of a node.
 *
 * @throws YamlRefusal for what this subset of YAML does not have.
 */
export function yamlToJson(node: unknown, depth = 0): JsonValue {
  // A key without a value has no node.
  if (node === null) return null;
  if (!isNode(node)) throw new YamlRefusal(0, 'a YAML node', typeof node);
  refuseIndirection(node);
  if (isScalar(node)) return scalarToJson(node);
  if (depth === depthMax) {
    throw new YamlRefusal(start(node), `at most ${depthMax} levels`, 'a deeper one');
  }
  if (isMap(node)) return mapToJson(node, depth);
  if (isSeq(node)) return node.items.map((item) => yamlToJson(item, depth + 1));
  throw new YamlRefusal(start(node), 'a mapping, a list or a value', 'something else');
}

/** Where a node begins, in UTF-16 units. */
export function start(node: Node): number {
  return node.range?.[0] ?? 0;
}

function refuseIndirection(node: Node): void {
  if (isAlias(node)) {
    throw new YamlRefusal(
      start(node),
      'a value in its place',
      `alias ${describeText(node.source)}`,
    );
  }
  if (node.anchor !== undefined) {
    throw new YamlRefusal(start(node), 'no anchors', `anchor ${describeText(node.anchor)}`);
  }
  if (node.tag !== undefined) {
    throw new YamlRefusal(start(node), 'no tags', `tag ${describeText(node.tag)}`);
  }
}

function mapToJson(map: YAMLMap, depth: number): JsonValue {
  const members = new Map<string, JsonValue>();
  for (const { key, value } of map.items) {
    if (!isScalar(key) || typeof key.value !== 'string') {
      const at = isNode(key) ? start(key) : start(map);
      throw new YamlRefusal(at, 'a text as key', 'another kind of key');
    }
    refuseIndirection(key);
    if (key.value === '<<' || key.value === '__proto__') {
      throw new YamlRefusal(start(key), 'an ordinary key', describeText(key.value));
    }
    if (members.has(key.value)) {
      const found = `${describeText(visibleText(key.value))} twice`;
      throw new YamlRefusal(start(key), 'each key once', found);
    }
    members.set(key.value, yamlToJson(value, depth + 1));
  }
  return Object.fromEntries(members);
}

function scalarToJson(scalar: Scalar): JsonValue {
  const { value } = scalar;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    if (value.isWellFormed()) return value;
    throw new YamlRefusal(start(scalar), 'well-formed Unicode', 'a lone surrogate');
  }
  if (typeof value === 'bigint' && BigInt(Number(value)) === value) {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
  }
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const found = isNumber ? String(value) : typeof value;
  throw new YamlRefusal(start(scalar), 'a number that JSON can hold', found);
}
