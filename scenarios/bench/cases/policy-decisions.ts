// SPDX-License-Identifier: Apache-2.0
// How many decisions the starter policy makes in a second in one process, with schema and request
// validation on.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CedarPolicy,
  measureDecisions,
  parsePolicyCases,
  readPolicyFolder,
  STARTER_POLICY_FOLDER,
} from '@marketops/policy-cedar';
import type { BenchCase } from './bench-case.ts';

const decisions = 30_000;

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
    const { elapsedMs, decisionsPerSecond } = measureDecisions(policy, [first, ...more], decisions);
    return {
      decisions,
      elapsedMs: Math.round(elapsedMs),
      decisionsPerSecond: Math.round(decisionsPerSecond),
    };
  },
};
