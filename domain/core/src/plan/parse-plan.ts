// SPDX-License-Identifier: Apache-2.0
// The total parser of plans: strict JSON, closed shape, then what must agree inside.
import { parseStrictJson } from '../json/strict-json.ts';
import { LIMITS } from '../limits.ts';
import type { Parsed } from '../schema/parsed.ts';
import { checkPlanConsistency } from './plan-consistency.ts';
import { publicationPlanSchema, type PublicationPlan } from './publication-plan.ts';

/** Accepts the exact bytes of a plan (docs/reference/formats.md). */
export function parsePlan(bytes: Uint8Array): Parsed<PublicationPlan> {
  const json = parseStrictJson(bytes, {
    bytesMax: LIMITS.planBytesMax,
    depthMax: LIMITS.jsonDepthMax,
    numbers: 'integer',
  });
  if (!json.ok) return json;
  const plan = publicationPlanSchema.parse(json.value, '');
  return plan.ok ? checkPlanConsistency(plan.value) : plan;
}
