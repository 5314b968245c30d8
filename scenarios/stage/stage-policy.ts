// SPDX-License-Identifier: Apache-2.0
// The policy of every story: the starter policy in a folder of its own, with what a story adds.
import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { CedarPolicy, STARTER_POLICY_FOLDER, readPolicyFolder } from '@marketops/policy-cedar';

const rulesFile = 'rules.cedar';

/** Puts the starter policy into a folder. */
export async function writeStagePolicy(folder: string): Promise<void> {
  await cp(STARTER_POLICY_FOLDER, folder, { recursive: true });
}

/** Adds rules, in Cedar, to the policy of a folder. */
export async function addRules(folder: string, rules: string): Promise<void> {
  await appendFile(join(folder, rulesFile), rules);
}

/** The policy of a folder as it is now; one that cannot be read denies everything. */
export async function openStagePolicy(folder: string): Promise<CedarPolicy> {
  return new CedarPolicy([await readPolicyFolder('stage', folder)]);
}
