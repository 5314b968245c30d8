// SPDX-License-Identifier: Apache-2.0
// The manifest of a policy layer, `manifest.json`: its version, which only rises, and who must approve
// what.
import { approvalRuleSchema, type ApprovalRule, type ApprovalSubject } from '@marketops/authority';
import {
  integer,
  literal,
  nullable,
  object,
  parseStrictJson,
  type Parsed,
  type TypeOf,
} from '@marketops/core';
import { POLICY_LIMITS } from './policy-limits.ts';

const manifestDepthMax = 20;

/** The shape of a manifest. A subject with null leaves the rule to the other layers. */
export const policyManifestSchema = object({
  schema: literal('urn:marketops:policy:v1'),
  version: integer(1),
  approvals: object({
    publish_release: nullable(approvalRuleSchema),
    tag_repo: nullable(approvalRuleSchema),
    open_pr: nullable(approvalRuleSchema),
    policy_change: nullable(approvalRuleSchema),
  } satisfies { readonly [subject in ApprovalSubject]: unknown }),
});

/** The manifest of a policy layer. */
export type PolicyManifest = TypeOf<typeof policyManifestSchema>;

/** Who must approve what, in one layer. */
export type LayerApprovals = { readonly [subject in ApprovalSubject]: ApprovalRule | null };

/** Accepts the exact bytes of a manifest. */
export function parsePolicyManifest(bytes: Uint8Array): Parsed<PolicyManifest> {
  const json = parseStrictJson(bytes, {
    bytesMax: POLICY_LIMITS.manifestBytesMax,
    depthMax: manifestDepthMax,
    numbers: 'integer',
  });
  return json.ok ? policyManifestSchema.parse(json.value, '') : json;
}
