// SPDX-License-Identifier: Apache-2.0
// The policy of every story: two maintainers for everything, and nothing forbidden beside.
import { ScriptedPolicy, type PolicyScript } from '@marketops/testkit';

const twoMaintainers = { role: 'maintainer', count: 2 } as const;

/** What the policy says unless a story changes it. */
export const stageScript: PolicyScript = {
  version: 1,
  required: {
    publish_release: twoMaintainers,
    tag_repo: twoMaintainers,
    open_pr: twoMaintainers,
    policy_change: twoMaintainers,
  },
};

/** A policy of two maintainers. */
export function stagePolicy(): ScriptedPolicy {
  return new ScriptedPolicy(stageScript);
}
