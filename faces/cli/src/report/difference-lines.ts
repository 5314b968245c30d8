// SPDX-License-Identifier: Apache-2.0
// How one plan differs from another, member by member.
import { canonicalJson, type JsonObject, type JsonValue } from '@marketops/core';
import type { PlanChange } from '@marketops/engine';
import { printable } from '../face/terminal.ts';

/** One line a difference; one line that says so where there is none, in content or in bytes too. */
export function differenceLines(
  changes: readonly PlanChange[],
  sameBytes: boolean,
): readonly string[] {
  if (sameBytes) return ['the plan is the same, byte for byte'];
  if (changes.length === 0) {
    return ['nothing differs but the time of planning and the ids that follow from it'];
  }
  return changes.map(
    ({ path, before, after }) => `differs at ${path}: ${shown(before)} → ${shown(after)}`,
  );
}

/** The differences for programs; an absent member is left out. */
export function differenceJson(changes: readonly PlanChange[]): readonly JsonObject[] {
  return changes.map(({ path, before, after }) => ({
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }));
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : printable(canonicalJson(value));
}
