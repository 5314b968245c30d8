// SPDX-License-Identifier: Apache-2.0
// The starter policy: it lints clean and decides its own cases as they say.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CedarPolicy,
  STARTER_POLICY_FOLDER,
  parsePolicyCases,
  readPolicyFolder,
  runPolicyCases,
} from '@marketops/policy-cedar';
import { must } from '@marketops/testkit';

async function starterCases() {
  const bytes = await readFile(join(STARTER_POLICY_FOLDER, 'cases.json'));
  return must(parsePolicyCases(new Uint8Array(bytes)));
}

describe('the starter policy', () => {
  it('can be used as it is', async () => {
    const reading = await readPolicyFolder('team', STARTER_POLICY_FOLDER);
    expect(reading).toMatchObject({ name: 'team', layer: { reference: { version: 1 } } });
    const inForce = await new CedarPolicy([reading]).inForce();
    expect(inForce).toMatchObject({
      readable: true,
      reference: { version: 1, engine: 'cedar 4.5' },
      required: [
        { subject: 'publish_release', rules: [{ role: 'maintainer', count: 2 }] },
        { subject: 'tag_repo' },
        { subject: 'open_pr', rules: [{ role: 'maintainer', count: 2 }] },
        { subject: 'policy_change' },
      ],
    });
  });

  it('decides its cases as they say', async () => {
    const policy = new CedarPolicy([await readPolicyFolder('team', STARTER_POLICY_FOLDER)]);
    const results = runPolicyCases(policy, await starterCases());
    expect(results.filter(({ refusal }) => refusal !== null)).toEqual([]);
    expect(results).toHaveLength(13);
  });
});
