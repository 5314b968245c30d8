// SPDX-License-Identifier: Apache-2.0
// The laws of a difference: empty for equals, symmetric, and leading from one to the other.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '@marketops/core';
import { planDifference, type PlanChange } from '../../src/plan/plan-difference.ts';

const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, 0, 1, '', 'a'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '/', '~', 'toString'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** The value after its changes, applied one by one. */
function applied(before: JsonValue, changes: readonly PlanChange[]): JsonValue | undefined {
  let value: JsonValue | undefined = structuredClone(before);
  for (const { path, after } of changes.toReversed()) {
    const segments = path
      .split('/')
      .slice(1)
      .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
    value = withChange(value, segments, after);
  }
  return value;
}

function withChange(
  value: JsonValue | undefined,
  [first, ...rest]: readonly string[],
  after: JsonValue | undefined,
): JsonValue | undefined {
  if (first === undefined) return after;
  if (Array.isArray(value)) {
    const items = [...(value as JsonValue[])];
    const item = withChange(items[Number(first)], rest, after);
    if (item === undefined) items.splice(Number(first), 1);
    else items[Number(first)] = item;
    return items;
  }
  const members = new Map(Object.entries(value as { [name: string]: JsonValue }));
  const member = withChange(members.get(first), rest, after);
  if (member === undefined) members.delete(first);
  else members.set(first, member);
  return Object.fromEntries(members);
}

describe('the difference of two plans', () => {
  it('names each member that changed, was added or was removed', () => {
    const before = { tag: { oid: 'a' }, assets: [1, 2], gone: true };
    const after = { tag: { oid: 'b' }, assets: [1, 3, 4], come: null };
    expect(planDifference(before, after)).toEqual([
      { path: '/assets/1', before: 2, after: 3 },
      { path: '/assets/2', before: undefined, after: 4 },
      { path: '/come', before: undefined, after: null },
      { path: '/gone', before: true, after: undefined },
      { path: '/tag/oid', before: 'a', after: 'b' },
    ]);
  });

  it('is the whole value where the two are of different kinds', () => {
    expect(planDifference({ a: [] }, { a: {} })).toEqual([{ path: '/a', before: [], after: {} }]);
  });

  it('escapes what a pointer cannot hold as it is', () => {
    expect(planDifference({ 'a/b~c': 1 }, {})).toEqual([
      { path: '/a~1b~0c', before: 1, after: undefined },
    ]);
  });

  it('is empty exactly where the canonical bytes are equal', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(planDifference(before, before)).toEqual([]);
        const equal = canonicalJson(before) === canonicalJson(after);
        expect(planDifference(before, after).length === 0).toBe(equal);
      }),
    );
  });

  it('is the same with before and after exchanged', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const back = planDifference(after, before);
        expect(planDifference(before, after)).toEqual(
          back.map((change) => ({ path: change.path, before: change.after, after: change.before })),
        );
      }),
    );
  });

  it('leads from the one to the other', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const arrived = applied(before, planDifference(before, after));
        expect(canonicalJson(arrived ?? null)).toBe(canonicalJson(after));
      }),
    );
  });
});
