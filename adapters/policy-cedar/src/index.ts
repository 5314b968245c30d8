// SPDX-License-Identifier: Apache-2.0
// The public surface of the Cedar policy adapter, listed name by name.
export {
  parsePolicyCases,
  policyCasesSchema,
  policyRequestSchema,
  runPolicyCases,
  type PolicyCaseResult,
} from './cases/policy-cases.ts';
export { CEDAR_SCHEMA } from './cedar/cedar-schema.ts';
export { CedarPolicy } from './cedar-policy.ts';
export { STARTER_POLICY_FOLDER, readPolicyFolder } from './layer/policy-folder.ts';
export { type LayerReading } from './layer/policy-layer.ts';
export { policyManifestSchema } from './layer/policy-manifest.ts';
export { lintPolicyText } from './lint/lint-policy.ts';
