// SPDX-License-Identifier: Apache-2.0
// Decides whether people satisfy an approval rule. Each way of satisfying it (each choice at every
// `anyOf`) is a list of places, and no person fills two places of one way.
import type { PersonId } from '@marketops/core';
import type { CountedApprover } from '../port/policy-port.ts';
import type { ApprovalRule, PeopleRule, RoleRule } from './approval-rule.ts';
import { fillPlaces } from './place-filling.ts';
import { leafInWords } from './rule-words.ts';

/** How people stand to a rule. */
export interface RuleAssessment {
  readonly satisfied: boolean;
  /** Those who fill a place, in the way that comes closest. */
  readonly filledBy: readonly PersonId[];
  /** How many more people that way asks for, by role or list; empty if satisfied. */
  readonly missing: readonly (RoleRule | PeopleRule)[];
}

type Leaf = RoleRule | PeopleRule;

/** Whether these people satisfy a rule. They must be different people, each given once. */
export function assessRule(rule: ApprovalRule, people: readonly CountedApprover[]): RuleAssessment {
  const assessments = waysOf(rule).map((way) => assessWay(way, people));
  const [first, ...more] = assessments;
  if (first === undefined) throw new RangeError('an approval rule has at least one way');
  return more.reduce((best, next) => (lackOf(next) < lackOf(best) ? next : best), first);
}

/** Whether these people satisfy several rules, each by itself, and what is missing in words. */
export function assessRules(
  rules: readonly ApprovalRule[],
  people: readonly CountedApprover[],
): { readonly satisfied: boolean; readonly missing: string } {
  const open = rules
    .map((rule) => assessRule(rule, people))
    .filter(({ satisfied }) => !satisfied)
    .map(({ missing }) => missing.map(leafInWords).join(' and '));
  return { satisfied: open.length === 0, missing: open.join('; and by itself ') };
}

/** Whether a person could ever fill a place of a rule. */
export function isAskedFor(rule: ApprovalRule, person: CountedApprover): boolean {
  if ('allOf' in rule) return rule.allOf.some((inner) => isAskedFor(inner, person));
  if ('anyOf' in rule) return rule.anyOf.some((inner) => isAskedFor(inner, person));
  return admits(rule, person);
}

function waysOf(rule: ApprovalRule): readonly (readonly Leaf[])[] {
  if ('anyOf' in rule) return rule.anyOf.flatMap(waysOf);
  if (!('allOf' in rule)) return [[rule]];
  return rule.allOf.reduce<readonly (readonly Leaf[])[]>(
    (ways, inner) => ways.flatMap((way) => waysOf(inner).map((more) => [...way, ...more])),
    [[]],
  );
}

function assessWay(leaves: readonly Leaf[], people: readonly CountedApprover[]): RuleAssessment {
  const places = leaves.flatMap((leaf, leafIndex) =>
    Array.from({ length: leaf.count }, () => ({
      leafIndex,
      admits: (person: CountedApprover) => admits(leaf, person),
    })),
  );
  const filled = fillPlaces(places, people);
  const missing = leaves.flatMap((leaf, index) => {
    const empty = places.filter((place, i) => place.leafIndex === index && filled[i] === null);
    return empty.length === 0 ? [] : [{ ...leaf, count: empty.length }];
  });
  return {
    satisfied: missing.length === 0,
    filledBy: filled.flatMap((person) => (person === null ? [] : [person.personId])),
    missing,
  };
}

function admits(leaf: Leaf, person: CountedApprover): boolean {
  return 'role' in leaf ? person.roles.includes(leaf.role) : leaf.people.includes(person.personId);
}

function lackOf({ missing }: RuleAssessment): number {
  return missing.reduce((sum, { count }) => sum + count, 0);
}
