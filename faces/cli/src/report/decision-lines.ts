// SPDX-License-Identifier: Apache-2.0
// What a person is shown before they sign: the plan or the change of policy whose digest the statement
// carries, the request, and the phrase to compare.
import { refusal } from '@marketops/core';
import type { Decision } from '../act/decision.ts';
import { readHomePolicy } from '../composition/home-policy.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { refuse } from '../face/command-result.ts';
import { planLines } from './plan-lines.ts';
import { policyLines } from './policy-lines.ts';

/** The lines that a person is shown; throws CommandRefused where they cannot be shown truly. */
export async function decisionLines(
  home: OpenedHome,
  decision: Decision,
): Promise<readonly string[]> {
  const { plan, request, phrase } = decision;
  return [
    ...(plan === null ? await policyChangeLines(home, decision) : planLines(plan)),
    `request ${request.requestId}, open until ${request.expiresAt}`,
    `phrase: ${phrase}`,
  ];
}

/** The whole of the proposed policy, and only if it is the one that the request names. */
async function policyChangeLines(
  { files }: OpenedHome,
  { request }: Decision,
): Promise<readonly string[]> {
  const { policy, proposedPolicy } = request;
  const { layer } = await readHomePolicy(files.policy);
  if (
    layer === null ||
    proposedPolicy === null ||
    layer.reference.digest !== proposedPolicy.digest
  ) {
    const expected = proposedPolicy?.digest ?? 'a proposed policy';
    const found = layer?.reference.digest ?? 'a policy that cannot be read';
    return refuse(refusal('approval.plan_mismatch', { subject: files.policy, expected, found }));
  }
  return [
    `change of policy ${request.planDigest}`,
    `  proposer   ${request.proposer.id}`,
    `  in force   version ${policy.version} ${policy.digest}`,
    `  proposed   version ${proposedPolicy.version} ${proposedPolicy.digest}`,
    ...policyLines(layer),
  ];
}
