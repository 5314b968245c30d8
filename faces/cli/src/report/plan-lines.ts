// SPDX-License-Identifier: Apache-2.0
// A plan as people read it: what would ship in order, what would not and why.
import { planDigest, type PublicationPlan } from '@marketops/core';
import { printable } from '../face/terminal.ts';
import { operationLines } from './operation-lines.ts';

/** The lines of a whole plan. */
export function planLines(plan: PublicationPlan): readonly string[] {
  const { repository, proposer, policy } = plan;
  const behind = proposer.onBehalfOf === null ? '' : ` for ${proposer.onBehalfOf}`;
  return [
    `plan ${planDigest(plan)}`,
    `  repository ${repository.fullName} (repository ${repository.repositoryId}, owner ${repository.ownerId})`,
    `  proposer   ${proposer.kind} ${proposer.id}${behind}`,
    `  planned    ${plan.plannedAt} from commit ${plan.sourceCommit}`,
    `  policy     version ${policy.version} (${printable(policy.engine)}) ${policy.digest}`,
    '',
    ...plan.operations.flatMap(({ operation, digest, dependsOn, unknowns }, index) => [
      `${index + 1}. ${operation.operationId}`,
      ...operationLines(operation).map((line) => `   ${line}`),
      `     digest     ${digest}`,
      ...dependsOn.map((id) => `     after      ${id}`),
      ...(unknowns.length === 0 ? [] : [`     known after ${unknowns.map(printable).join(', ')}`]),
      '',
    ]),
    ...notShippedLines(plan),
  ];
}

function notShippedLines({ notShipped }: PublicationPlan): readonly string[] {
  if (notShipped.length === 0) return [];
  return [
    'would not ship:',
    ...notShipped.map(
      ({ subject, code, expected, found }) =>
        `  ${printable(subject)}: ${printable(code)}: expected ${printable(expected)}, found ${printable(found)}`,
    ),
  ];
}
