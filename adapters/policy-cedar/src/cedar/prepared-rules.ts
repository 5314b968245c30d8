// SPDX-License-Identifier: Apache-2.0
// Rules that are parsed once and asked many times. A schema is always given and every request is
// validated against it: the one schema of MarketOps, with the part of the context that rules mention.
import {
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  type AuthorizationAnswer,
  type Policy,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarRequest } from './cedar-request.ts';
import { cedarSchemaWith } from './cedar-schema.ts';
import type { ContextAttributeName } from './context-attributes.ts';

/** Parses the schema with these attributes, for the whole process; its name is by what it holds. */
export function prepareSchema(attributes: readonly ContextAttributeName[]): string {
  const name = `urn:marketops:cedar-schema:v1 ${attributes.join(' ')}`;
  throwUnlessParsed(preparseSchema(name, cedarSchemaWith(attributes)));
  return name;
}

/** Parses rules and keeps them under a name, for the whole process. Throws where they do not parse. */
export function prepareRules(
  name: string,
  rules: readonly (readonly [ruleId: string, policy: Policy])[],
): void {
  throwUnlessParsed(preparsePolicySet(name, { staticPolicies: Object.fromEntries(rules) }));
}

/** Asks prepared rules under a prepared schema. */
export function askPrepared(
  by: { readonly schema: string; readonly rules: string },
  request: CedarRequest,
): AuthorizationAnswer {
  return statefulIsAuthorized({
    ...request,
    preparsedSchemaName: by.schema,
    validateRequest: true,
    preparsedPolicySetId: by.rules,
  });
}

function throwUnlessParsed(answer: ReturnType<typeof preparseSchema>): void {
  if (answer.type === 'success') return;
  throw new TypeError(answer.errors.map(({ message }) => message).join('; '));
}
