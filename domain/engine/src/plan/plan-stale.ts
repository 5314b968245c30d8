// SPDX-License-Identifier: Apache-2.0
// Says why an approved plan no longer holds: one refusal for each member that changed, the causes
// before their consequences.
import {
  canonicalJson,
  isJsonObject,
  parsePlan,
  refusal,
  type JsonValue,
  type PublicationPlan,
  type Refusal,
} from '@marketops/core';
import { planChanges } from './plan-changes.ts';
import type { PlanChange } from './plan-difference.ts';

const changesTold = 20;

/** Digests and object ids follow from the rest; they are told last. */
const consequence = /\/(?:digest|oid|blobOid|tree|sha256)$/;
const wholeOperation = /^\/operations\/\d+$/;
const wholeNotShipped = /^\/notShipped\/\d+$/;
const heldBack = 'plan.held_back';

/** The refusals of a plan whose bytes are not the approved ones. */
export function planStale(approved: Uint8Array, current: PublicationPlan): readonly Refusal[] {
  const before = parsePlan(approved);
  if (!before.ok) {
    const found = `${before.problem.found} at ${before.problem.path}`;
    const details = { expected: 'the stored plan to be readable', found };
    return [refusal('plan.stale', { subject: 'plan', ...details })];
  }
  const changes = planChanges(before.value, current);
  const told = [
    ...changes.filter((change) => !isConsequence(change)),
    ...changes.filter(isConsequence),
  ].slice(0, changesTold);
  return told.length === 0
    ? [refusal('plan.stale', { subject: 'plan', expected: 'canonical bytes', found: 'others' })]
    : told.map(staleRefusal);
}

/** What follows from another change: digests, and whatever no longer ships because something else does not. */
function isConsequence({ path, after }: PlanChange): boolean {
  if (consequence.test(path)) return true;
  if (wholeOperation.test(path)) return after === undefined;
  return wholeNotShipped.test(path) && textOf(after, 'code') === heldBack;
}

function staleRefusal({ path, before, after }: PlanChange): Refusal {
  if (wholeNotShipped.test(path) && before === undefined) {
    const [subject, code, found] = ['subject', 'code', 'found'].map((name) => textOf(after, name));
    const expected = `${subject}: ${textOf(after, 'expected')}`;
    return refusal('plan.stale', { subject: path, expected, found: `${code}: ${found}` });
  }
  const shown = wholeOperation.test(path) ? operationShown : valueShown;
  return refusal('plan.stale', { subject: path, expected: shown(before), found: shown(after) });
}

function valueShown(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : canonicalJson(value);
}

/** An operation that is gone or has come is named; what it says is in the plan. */
function operationShown(planned: JsonValue | undefined): string {
  if (planned === undefined || !isJsonObject(planned)) return valueShown(planned);
  const { operation } = planned;
  return `${textOf(operation, 'kind')} ${textOf(operation, 'operationId')}`;
}

function textOf(value: JsonValue | undefined, name: string): string {
  const member = value !== undefined && isJsonObject(value) ? value[name] : undefined;
  return typeof member === 'string' ? member : '';
}
