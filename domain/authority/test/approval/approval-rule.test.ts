// SPDX-License-Identifier: Apache-2.0
// Approval rules: what is one, in words, and when people satisfy it. The law is checked against the
// plainest possible reading: try every assignment of people to places.
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  approvalRuleSchema,
  assessRules,
  rulesInWords,
  type ApprovalRule,
} from '@marketops/authority';
import { parsePersonId, type JsonValue } from '@marketops/core';
import { must } from '@marketops/testkit';
import type { CountedApprover } from '../../src/port/policy-port.ts';
import { APPROVAL_RULE_LIMITS } from '../../src/approval/approval-rule.ts';
import { assessRule } from '../../src/approval/rule-assessment.ts';
import { ruleInWords } from '../../src/approval/rule-words.ts';

const person = (name: string, ...roles: string[]): CountedApprover => ({
  personId: must(parsePersonId(name)),
  roles,
});
const role = (name: string, count = 1) => ({ role: name, count });
const ruleOf = (value: JsonValue): ApprovalRule => must(approvalRuleSchema.parse(value, ''));

describe('reading a rule', () => {
  it.each<JsonValue>([
    { role: 'maintainer', count: 2 },
    { people: ['alice', 'bob'], count: 1 },
    { allOf: [role('a'), { anyOf: [role('b'), role('c', 2)] }] },
  ])('accepts %j', (value) => {
    expect(ruleOf(value)).toEqual(value);
  });

  const deep = (depth: number): JsonValue =>
    depth === 0 ? role('a') : { allOf: [deep(depth - 1)] };
  const wide = { anyOf: Array.from({ length: 12 }, () => role('a')) };
  it.each<readonly [string, JsonValue]>([
    ['nothing', null],
    ['an empty rule', {}],
    ['nobody', role('maintainer', 0)],
    ['a list of nobody', { people: [], count: 1 }],
    ['more people than are named', { people: ['alice'], count: 2 }],
    ['a person twice', { people: ['alice', 'alice'], count: 1 }],
    ['an empty AND', { allOf: [] }],
    ['an empty OR', { anyOf: [] }],
    ['two shapes at once', { role: 'a', count: 1, people: ['alice'] }],
    ['a fraction', { role: 'a', count: 1.5 }],
    ['too deep a rule', deep(APPROVAL_RULE_LIMITS.depthMax)],
    ['too many ways', { allOf: [wide, wide] }],
    ['too many people', { allOf: [role('a', 16), role('b', 16), role('c', 1)] }],
  ])('refuses %s', (_name, value) => {
    expect(approvalRuleSchema.parse(value, '').ok).toBe(false);
  });
});

describe('satisfying a rule', () => {
  it('takes two people for two roles, even where one person holds both', () => {
    const rule = ruleOf({ allOf: [role('maintainer'), role('security')] });
    const alice = person('alice', 'maintainer', 'security');
    expect(assessRule(rule, [alice]).satisfied).toBe(false);
    expect(assessRule(rule, [alice, person('bob', 'maintainer')]).satisfied).toBe(true);
    expect(assessRule(rule, [alice, person('bob', 'writer')]).satisfied).toBe(false);
  });

  it('seats people where they are needed, whoever comes first', () => {
    const rule = ruleOf({ allOf: [role('a'), role('b'), { people: ['carol'], count: 1 }] });
    const people = [person('alice', 'a', 'b'), person('bob', 'a'), person('carol', 'a', 'b')];
    expect(assessRule(rule, people).satisfied).toBe(true);
  });

  it('says what is missing in the way that comes closest', () => {
    const rule = ruleOf({ anyOf: [role('a', 3), { allOf: [role('b'), role('c')] }] });
    const assessment = assessRule(rule, [person('alice', 'b')]);
    expect(assessment.missing).toEqual([role('c')]);
    expect(assessment.filledBy).toEqual(['alice']);
  });

  it('judges several rules each by itself', () => {
    const rules = [ruleOf(role('a', 2)), ruleOf(role('a'))];
    const people = [person('alice', 'a'), person('bob', 'a')];
    expect(assessRules(rules, people)).toEqual({ satisfied: true, missing: '' });
    expect(assessRules(rules, [])).toEqual({
      satisfied: false,
      missing: '2 of role a; and by itself 1 of role a',
    });
  });
});

describe('a rule in words', () => {
  it('reads as people say it', () => {
    const rule = ruleOf({
      allOf: [role('maintainer', 2), { anyOf: [role('security'), { people: ['dora'], count: 1 }] }],
    });
    expect(ruleInWords(rule)).toBe('2 of role maintainer and (1 of role security or 1 of dora)');
    expect(rulesInWords([rule, role('a')])).toContain('; and by itself 1 of role a');
  });
});

describe('the law of matching', () => {
  const names = ['alice', 'bob', 'carol', 'dora'];
  const leaf = fc.oneof(
    fc.record({ role: fc.constantFrom('a', 'b', 'c'), count: fc.integer({ min: 1, max: 2 }) }),
    fc.record({
      people: fc.uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 4 }),
      count: fc.integer({ min: 1, max: 2 }),
    }),
  );
  const pair = fc.array(leaf, { minLength: 1, maxLength: 2 });
  const rules = fc.oneof(
    leaf,
    pair.map((allOf) => ({ allOf })),
    pair.map((anyOf) => ({ anyOf })),
    fc.tuple(leaf, pair).map(([first, anyOf]) => ({ allOf: [first, { anyOf }] })),
  );
  const rosters = fc
    .tuple(...names.map(() => fc.option(fc.subarray(['a', 'b', 'c']), { freq: 2 })))
    .map((held) =>
      held.flatMap((roles, i) => (roles === null ? [] : [person(names[i] ?? '', ...roles)])),
    );

  /** Tries every assignment: the plainest reading of "different people fill the places". */
  function satisfies(rule: ApprovalRule, people: readonly CountedApprover[]): boolean {
    return remainders(rule, people).length > 0;
  }

  /** Everybody who may be left over after a rule was satisfied, in every possible way. */
  function remainders(
    rule: ApprovalRule,
    people: readonly CountedApprover[],
  ): (readonly CountedApprover[])[] {
    if ('anyOf' in rule) return rule.anyOf.flatMap((inner) => remainders(inner, people));
    if ('allOf' in rule) {
      return rule.allOf.reduce<(readonly CountedApprover[])[]>(
        (left, inner) => left.flatMap((rest) => remainders(inner, rest)),
        [people],
      );
    }
    let left: (readonly CountedApprover[])[] = [people];
    for (let place = 0; place < rule.count; place += 1) {
      left = left.flatMap((rest) =>
        rest
          .filter((one) =>
            'role' in rule ? one.roles.includes(rule.role) : rule.people.includes(one.personId),
          )
          .map((one) => rest.filter((other) => other !== one)),
      );
    }
    return left;
  }

  it('agrees with trying every assignment', () => {
    fc.assert(
      fc.property(rules, rosters, (value, people) => {
        const rule = ruleOf(value as unknown as JsonValue);
        const { satisfied, missing, filledBy } = assessRule(rule, people);
        expect(satisfied).toBe(satisfies(rule, people));
        expect(satisfied).toBe(missing.length === 0);
        expect(new Set(filledBy).size).toBe(filledBy.length);
      }),
      { numRuns: 400 },
    );
  });
});
