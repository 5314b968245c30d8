// SPDX-License-Identifier: Apache-2.0
// What differs between two plans by what they are about: an operation is compared with itself, wherever
// it stands, and what would not ship is a set. By position alone, one operation that is gone would make
// every later one look changed.
import {
  canonicalJson,
  type JsonObject,
  type JsonValue,
  type NotShipped,
  type PlannedOperation,
  type PublicationPlan,
} from '@marketops/core';
import { planDifference, type PlanChange } from './plan-difference.ts';

/**
 * The differences between two plans that were drawn from the same seeds, so that operations keep their
 * ids: what would not ship any more first, for it is why the rest differs. Pointers are into the plan
 * that has the member, the earlier one where both have it. Empty exactly if the canonical bytes are equal.
 */
export function planChanges(
  before: PublicationPlan,
  after: PublicationPlan,
): readonly PlanChange[] {
  const changes = [
    ...notShippedChanges(before.notShipped, after.notShipped),
    ...planDifference(remainder(before), remainder(after)),
    ...operationChanges(before.operations, after.operations),
  ];
  // Only the order of operations or of what would not ship differs.
  return changes.length === 0 ? planDifference(before, after) : changes;
}

function remainder({ operations: _o, notShipped: _n, ...rest }: PublicationPlan): JsonObject {
  return rest;
}

function notShippedChanges(
  before: readonly NotShipped[],
  after: readonly NotShipped[],
): readonly PlanChange[] {
  const come = missingFrom(before, after).map(([index, item]) =>
    changeOf(`/notShipped/${index}`, undefined, item),
  );
  const gone = missingFrom(after, before).map(([index, item]) =>
    changeOf(`/notShipped/${index}`, item, undefined),
  );
  return [...come, ...gone];
}

/** The items that others do not hold, each with its index. */
function missingFrom(
  others: readonly NotShipped[],
  items: readonly NotShipped[],
): readonly (readonly [number, NotShipped])[] {
  const held = new Set(others.map((item) => canonicalJson(item)));
  return [...items.entries()].filter(([, item]) => !held.has(canonicalJson(item)));
}

function operationChanges(
  before: readonly PlannedOperation[],
  after: readonly PlannedOperation[],
): readonly PlanChange[] {
  const changes = before.flatMap((planned, index) => {
    const path = `/operations/${index}`;
    const now = after.find((candidate) => idOf(candidate) === idOf(planned));
    if (now === undefined) return [changeOf(path, planned, undefined)];
    return planDifference(planned, now).map((change) => ({
      ...change,
      path: `${path}${change.path}`,
    }));
  });
  const known = new Set(before.map(idOf));
  const come = [...after.entries()].filter(([, planned]) => !known.has(idOf(planned)));
  return [
    ...changes,
    ...come.map(([index, planned]) => changeOf(`/operations/${index}`, undefined, planned)),
  ];
}

function idOf({ operation }: PlannedOperation): string {
  return operation.operationId;
}

function changeOf(
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): PlanChange {
  return { path, before, after };
}
