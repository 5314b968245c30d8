// SPDX-License-Identifier: Apache-2.0
// Layers made of a few lines of Cedar, and a request to ask them, for the tests of this package.
import { CedarPolicy, type LayerReading } from '@marketops/policy-cedar';
import type { PolicyRequest } from '@marketops/authority';
import { canonicalJsonBytes, utf8Encode } from '@marketops/core';
import { samplePlan } from '@marketops/testkit';
import type { LayerApprovals } from '../src/layer/policy-manifest.ts';
import { readPolicyLayer } from '../src/layer/policy-layer.ts';

/** A rule with all annotations. */
export function rule(id: string, body: string): string {
  return `@id("${id}") @reason("because of ${id}") @next("see to ${id}")\n${body};\n`;
}

/** Two maintainers for everything. */
export const sampleApprovals: LayerApprovals = {
  publish_release: { role: 'maintainer', count: 2 },
  tag_repo: { role: 'maintainer', count: 2 },
  open_pr: { role: 'maintainer', count: 2 },
  policy_change: { role: 'maintainer', count: 2 },
};

/** The bytes of a manifest. */
export function manifestOf(version: number, approvals: LayerApprovals): Uint8Array {
  return canonicalJsonBytes({ schema: 'urn:marketops:policy:v1', version, approvals });
}

/** A layer of one file. */
export function layerOf(
  text: string,
  given: {
    readonly name?: string;
    readonly version?: number;
    readonly approvals?: LayerApprovals;
  } = {},
): LayerReading {
  const { name = 'team', version = 1, approvals = sampleApprovals } = given;
  return readPolicyLayer({
    name,
    manifest: manifestOf(version, approvals),
    files: [{ path: 'rules.cedar', bytes: utf8Encode(text) }],
  });
}

/** A policy of one layer of one file. */
export function policyOf(text: string): CedarPolicy {
  return new CedarPolicy([layerOf(text)]);
}

/** An agent of carol asks to tag the sample repository. */
export function sampleRequest(changes: Partial<PolicyRequest> = {}): PolicyRequest {
  const { proposer, repository, facts } = samplePlan();
  return {
    action: 'tag_repo',
    proposer,
    proposerRoles: [],
    principalRoles: ['maintainer'],
    repository,
    facts,
    mode: 'prod',
    at: samplePlan().plannedAt,
    approvers: [],
    ...changes,
  };
}
