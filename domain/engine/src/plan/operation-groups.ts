// SPDX-License-Identifier: Apache-2.0
// Which operations of a plan belong together: those that depend on one another, directly or through
// others. A group is published as a whole or, as far as can be known beforehand, not at all.
import type { OperationId, PlannedOperation } from '@marketops/core';

/** The groups, in the order of their first operations; every operation is in exactly one. */
export function operationGroups(
  operations: readonly Pick<PlannedOperation, 'operation' | 'dependsOn'>[],
): readonly (readonly OperationId[])[] {
  return linkedGroups(
    operations.map(({ operation, dependsOn }) => ({ id: operation.operationId, links: dependsOn })),
  );
}

/** One thing and those it is linked with, whichever way the link points. */
export interface Linked<T extends string> {
  readonly id: T;
  readonly links: readonly T[];
}

/** Things that are linked, directly or through others, together. Links to nothing are ignored. */
export function linkedGroups<T extends string>(things: readonly Linked<T>[]): readonly T[][] {
  const groups = new Map<T, T[]>(things.map(({ id }) => [id, [id]]));
  for (const { id, links } of things) {
    for (const link of links) {
      const left = groups.get(id);
      const right = groups.get(link);
      if (left === undefined || right === undefined || left === right) continue;
      left.push(...right);
      for (const member of right) groups.set(member, left);
    }
  }
  const order = new Map(things.map(({ id }, index) => [id, index]));
  return [...new Set(groups.values())].map((group) =>
    group.toSorted((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0)),
  );
}
