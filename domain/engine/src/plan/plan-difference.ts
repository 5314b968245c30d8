// SPDX-License-Identifier: Apache-2.0
// What differs between two plans, member by member, so that people see why an approval no longer
// holds.
import { canonicalJson, isJsonArray, isJsonObject, type JsonValue } from '@marketops/core';

/** One difference. `before` or `after` is undefined where the plan has no such member. */
export interface PlanChange {
  /** A JSON pointer (RFC 6901). */
  readonly path: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/**
 * The differences between two JSON values, in the order of their pointers' members: object keys
 * sorted, array items by their index. Empty exactly if the canonical bytes are equal.
 */
export function planDifference(before: JsonValue, after: JsonValue): readonly PlanChange[] {
  const changes: PlanChange[] = [];
  compare(before, after, { path: '', changes });
  return changes;
}

interface Place {
  readonly path: string;
  readonly changes: PlanChange[];
}

function compare(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  { path, changes }: Place,
): void {
  const members = commonMembers(before, after);
  if (members === null) {
    if (!sameJson(before, after)) changes.push({ path, before, after });
    return;
  }
  for (const [name, left, right] of members) {
    const segment = name.replaceAll('~', '~0').replaceAll('/', '~1');
    compare(left, right, { path: `${path}/${segment}`, changes });
  }
}

type Member = readonly [string, JsonValue | undefined, JsonValue | undefined];

/** The members of two objects or two arrays; null where the values cannot be compared further. */
function commonMembers(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): readonly Member[] | null {
  if (before === undefined || after === undefined) return null;
  if (isJsonArray(before) && isJsonArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => [String(index), before[index], after[index]]);
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return null;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .toSorted()
    .map((name) => [name, ownMember(before, name), ownMember(after, name)]);
}

function ownMember(value: { readonly [name: string]: JsonValue }, name: string) {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function sameJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}
