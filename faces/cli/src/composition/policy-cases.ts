// SPDX-License-Identifier: Apache-2.0
// Cases of a policy, asked of the policy in a folder.
import { accepted, type Parsed } from '@marketops/core';
import {
  CedarPolicy,
  parsePolicyCases,
  runPolicyCases,
  type PolicyCaseResult,
} from '@marketops/policy-cedar';
import { refuse } from '../face/command-result.ts';
import { readHomePolicy } from './home-policy.ts';

/** What becomes of each case; throws CommandRefused where the policy cannot be read. */
export async function casesOf(
  folder: string,
  bytes: Uint8Array,
): Promise<Parsed<readonly PolicyCaseResult[]>> {
  const reading = await readHomePolicy(folder);
  if (reading.layer === null) return refuse(...reading.refusals);
  const cases = parsePolicyCases(bytes);
  return cases.ok ? accepted(runPolicyCases(new CedarPolicy([reading]), cases.value)) : cases;
}
