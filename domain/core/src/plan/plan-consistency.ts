// SPDX-License-Identifier: Apache-2.0
// What must agree inside one plan: each digest with its operation, each operation with the plan's
// repository, ids that differ, dependencies that only point backwards, and facts that cover it all.
import { operationDigest } from '../operation/operation.ts';
import { sameRepository } from '../identity/repository.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import type { PublicationPlan } from './publication-plan.ts';
import { checkFactsCover } from './facts-cover.ts';

/** Accepts a plan that agrees with itself. */
export function checkPlanConsistency(plan: PublicationPlan): Parsed<PublicationPlan> {
  const earlier = new Set<string>();
  for (const [index, planned] of plan.operations.entries()) {
    const path = `/operations/${index}`;
    const digest = operationDigest(planned.operation);
    if (digest !== planned.digest) {
      return refused(`${path}/digest`, `${digest}, of this operation`, planned.digest);
    }
    if (!sameRepository(planned.operation.repository, plan.repository)) {
      return refused(`${path}/operation/repository`, "the plan's repository", 'another');
    }
    if (earlier.has(planned.operation.operationId)) {
      return refused(`${path}/operation/operationId`, 'ids that differ', 'one id twice');
    }
    const forward = planned.dependsOn.find((id) => !earlier.has(id));
    if (forward !== undefined) {
      return refused(`${path}/dependsOn`, 'operations that stand before this one', forward);
    }
    earlier.add(planned.operation.operationId);
  }
  const operations = plan.operations.map(({ operation }) => operation);
  const facts = checkFactsCover(plan.facts, operations);
  return facts.ok ? accepted(plan) : facts;
}
