// SPDX-License-Identifier: Apache-2.0
// Says why an approved plan no longer holds: one refusal for each member that changed, the causes
// before their consequences.
import {
  canonicalJson,
  parsePlan,
  refusal,
  type JsonValue,
  type PublicationPlan,
  type Refusal,
} from '@marketops/core';
import { planDifference, type PlanChange } from './plan-difference.ts';

const changesTold = 20;

/** Digests and object ids follow from the rest; they are told last. */
const consequence = /\/(?:digest|oid|blobOid|tree|sha256)$/;

/** The refusals of a plan whose bytes are not the approved ones. */
export function planStale(approved: Uint8Array, current: PublicationPlan): readonly Refusal[] {
  const before = parsePlan(approved);
  if (!before.ok) {
    const found = `${before.problem.found} at ${before.problem.path}`;
    const details = { expected: 'the stored plan to be readable', found };
    return [refusal('plan.stale', { subject: 'plan', ...details })];
  }
  const changes = planDifference(before.value, current);
  const told = [
    ...changes.filter(({ path }) => !consequence.test(path)),
    ...changes.filter(({ path }) => consequence.test(path)),
  ].slice(0, changesTold);
  return told.length === 0
    ? [refusal('plan.stale', { subject: 'plan', expected: 'canonical bytes', found: 'others' })]
    : told.map(staleRefusal);
}

function staleRefusal({ path, before, after }: PlanChange): Refusal {
  return refusal('plan.stale', { subject: path, expected: shown(before), found: shown(after) });
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : canonicalJson(value);
}
