// SPDX-License-Identifier: Apache-2.0
// How many decisions the starter policy makes in a second in one process, with schema and request
// validation on.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { PolicyRequest } from '@marketops/authority';
import {
  CedarPolicy,
  parsePolicyCases,
  readPolicyFolder,
  STARTER_POLICY_FOLDER,
} from '@marketops/policy-cedar';
import type { BenchCase } from './bench-case.ts';

const decisions = 30_000;
const warmUpDecisions = 200;

/** The rate over the starter policy's own cases, in turn. */
export const policyDecisions: BenchCase = {
  name: 'policy decisions',
  deep: false,
  measure: async () => {
    const bytes = await readFile(join(STARTER_POLICY_FOLDER, 'cases.json'));
    const cases = parsePolicyCases(new Uint8Array(bytes));
    if (!cases.ok) throw new Error('the starter policy has no cases');
    const [first, ...more] = cases.value.map(({ request }) => request);
    if (first === undefined) throw new Error('the starter policy has no cases');
    const policy = new CedarPolicy([await readPolicyFolder('team', STARTER_POLICY_FOLDER)]);
    const elapsedMs = timeDecisions(policy, [first, ...more]);
    return {
      decisions,
      elapsedMs: Math.round(elapsedMs),
      decisionsPerSecond: Math.round((decisions * 1_000) / elapsedMs),
    };
  },
};

/** Asks the policy, the requests in turn, after a short warm-up; milliseconds. */
function timeDecisions(
  policy: CedarPolicy,
  requests: readonly [PolicyRequest, ...PolicyRequest[]],
): number {
  const ask = (i: number) => policy.decideNow(requests[i % requests.length] ?? requests[0]);
  for (let i = 0; i < warmUpDecisions; i += 1) ask(i);
  const begun = performance.now();
  for (let i = 0; i < decisions; i += 1) ask(i);
  return performance.now() - begun;
}
