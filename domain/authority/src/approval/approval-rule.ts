// SPDX-License-Identifier: Apache-2.0
// Who must approve: roles and named people, joined by AND and OR. A rule always asks for somebody;
// there is no rule that nobody satisfies by doing nothing.
import {
  array,
  integer,
  isJsonObject,
  object,
  personIdSchema,
  refused,
  text,
  type JsonValue,
  type Parsed,
  type PersonId,
  type Schema,
} from '@marketops/core';

/** `count` different people who hold `role`. */
export type RoleRule = { readonly role: string; readonly count: number };
/** `count` different people of a list. */
export type PeopleRule = { readonly people: readonly PersonId[]; readonly count: number };

/**
 * Who must approve. People are counted, not keys, and one person fills one place of a rule only:
 * `{allOf: [{role: 'maintainer', count: 1}, {role: 'security', count: 1}]}` takes two people even if
 * one of them holds both roles.
 */
export type ApprovalRule =
  | { readonly allOf: readonly ApprovalRule[] }
  | { readonly anyOf: readonly ApprovalRule[] }
  | RoleRule
  | PeopleRule;

/** What a rule may be at most, so that deciding it stays cheap. */
export const APPROVAL_RULE_LIMITS = {
  /** `allOf` and `anyOf` inside one another. */
  depthMax: 6,
  /** Members of one `allOf` or `anyOf`. */
  membersMax: 16,
  /** People that one leaf asks for. */
  countMax: 16,
  /** People named by one leaf. */
  peopleMax: 64,
  /** Ways in which one rule can be satisfied, once every `anyOf` is decided. */
  alternativesMax: 128,
  /** Places that one way asks to be filled. */
  placesMax: 32,
} as const;

const { depthMax, membersMax, countMax, peopleMax, alternativesMax, placesMax } =
  APPROVAL_RULE_LIMITS;

const roleRule: Schema<RoleRule> = object({
  role: text({ lengthMin: 1, lengthMax: 64 }),
  count: integer(1, countMax),
});
const peopleRule: Schema<PeopleRule> = object({
  people: array(personIdSchema, 1, peopleMax),
  count: integer(1, countMax),
});

function ruleOfDepth(depth: number): Schema<ApprovalRule> {
  const inner: Schema<ApprovalRule> = depth === depthMax ? tooDeep : lazily(depth + 1);
  const allOf = object({ allOf: array(inner, 1, membersMax) });
  const anyOf = object({ anyOf: array(inner, 1, membersMax) });
  return {
    jsonSchema: {
      anyOf: [roleRule.jsonSchema, peopleRule.jsonSchema, { type: 'object' }],
    },
    parse: (value, path) => {
      const shape = shapeOf(value);
      switch (shape) {
        case 'allOf':
          return allOf.parse(value, path);
        case 'anyOf':
          return anyOf.parse(value, path);
        case 'people':
          return parsePeople(value, path);
        case 'role':
          return roleRule.parse(value, path);
        case null:
          return refused(path, 'a rule with allOf, anyOf, role or people', 'none of these');
      }
    },
  };
}

/** The rules of one level deeper, made only when a rule goes that deep. */
function lazily(depth: number): Schema<ApprovalRule> {
  return { jsonSchema: {}, parse: (value, path) => ruleOfDepth(depth).parse(value, path) };
}

const tooDeep: Schema<ApprovalRule> = {
  jsonSchema: {},
  parse: (_value, path) => refused(path, `rules at most ${depthMax} deep`, 'a deeper one'),
};

function shapeOf(value: JsonValue | undefined): 'allOf' | 'anyOf' | 'people' | 'role' | null {
  if (!isJsonObject(value)) return null;
  const shapes = ['allOf', 'anyOf', 'people', 'role'] as const;
  return shapes.find((shape) => Object.hasOwn(value, shape)) ?? null;
}

function parsePeople(value: JsonValue | undefined, path: string): Parsed<PeopleRule> {
  const parsed = peopleRule.parse(value, path);
  if (!parsed.ok) return parsed;
  const { people, count } = parsed.value;
  if (new Set(people).size < people.length) {
    return refused(`${path}/people`, 'people named once', 'one of them twice');
  }
  return count <= people.length
    ? parsed
    : refused(`${path}/count`, `at most the ${people.length} people named`, `${count}`);
}

/** How many ways a rule can be satisfied in, and how many places the longest of them has. */
function sizeOf(rule: ApprovalRule): { readonly ways: number; readonly places: number } {
  if ('allOf' in rule) {
    const sizes = rule.allOf.map(sizeOf);
    return {
      ways: sizes.reduce((product, { ways }) => product * ways, 1),
      places: sizes.reduce((sum, { places }) => sum + places, 0),
    };
  }
  if ('anyOf' in rule) {
    const sizes = rule.anyOf.map(sizeOf);
    return {
      ways: sizes.reduce((sum, { ways }) => sum + ways, 0),
      places: Math.max(...sizes.map(({ places }) => places)),
    };
  }
  return { ways: 1, places: rule.count };
}

const unboundedRule = ruleOfDepth(1);

/** Approval rules as they stand in a policy's manifest and in requests. */
export const approvalRuleSchema: Schema<ApprovalRule> = {
  jsonSchema: unboundedRule.jsonSchema,
  parse: (value, path) => {
    const parsed = unboundedRule.parse(value, path);
    if (!parsed.ok) return parsed;
    const { ways, places } = sizeOf(parsed.value);
    if (ways > alternativesMax) {
      return refused(path, `at most ${alternativesMax} ways to satisfy a rule`, `${ways}`);
    }
    return places <= placesMax
      ? parsed
      : refused(path, `at most ${placesMax} people asked for`, `${places}`);
  },
};
