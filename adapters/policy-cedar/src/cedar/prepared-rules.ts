// SPDX-License-Identifier: Apache-2.0
// Rules that are parsed once and asked many times. The schema is always given and every request is
// validated against it.
import {
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  type AuthorizationAnswer,
  type Policy,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarRequest } from './cedar-request.ts';
import { CEDAR_SCHEMA, CEDAR_SCHEMA_NAME } from './cedar-schema.ts';

/** Parses rules and keeps them under a name, for the whole process. Throws where they do not parse. */
export function prepareRules(
  name: string,
  rules: readonly (readonly [ruleId: string, policy: Policy])[],
): void {
  const schema = preparseSchema(CEDAR_SCHEMA_NAME, CEDAR_SCHEMA);
  const parsed = preparsePolicySet(name, { staticPolicies: Object.fromEntries(rules) });
  for (const answer of [schema, parsed]) {
    if (answer.type === 'success') continue;
    throw new TypeError(answer.errors.map(({ message }) => message).join('; '));
  }
}

/** Asks prepared rules. */
export function askPrepared(name: string, request: CedarRequest): AuthorizationAnswer {
  return statefulIsAuthorized({
    ...request,
    preparsedSchemaName: CEDAR_SCHEMA_NAME,
    validateRequest: true,
    preparsedPolicySetId: name,
  });
}
