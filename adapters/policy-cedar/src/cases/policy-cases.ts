// SPDX-License-Identifier: Apache-2.0
// Cases of a policy, `cases.json`: requests with the decision that is meant, so that a change of the
// rules shows what else it changes.
import type { PolicyRequest } from '@marketops/authority';
import {
  MODES,
  OPERATION_KINDS,
  accepted,
  array,
  instantSchema,
  anyJson,
  isJsonObject,
  literal,
  nullable,
  object,
  oneOf,
  parseStrictJson,
  personIdSchema,
  planFactsSchema,
  proposerSchema,
  refusal,
  repositorySchema,
  text,
  type JsonValue,
  type Parsed,
  type Refusal,
  type Schema,
} from '@marketops/core';
import type { CedarPolicy } from '../cedar-policy.ts';

const casesMax = 1_000;
const casesBytesMax = 1_048_576;
const casesDepthMax = 16;
const rolesMax = 16;
const approversMax = 64;

const roles = array(text({ lengthMin: 1, lengthMax: 64 }), 0, rolesMax);

/** The shape of a policy request in cases. */
export const policyRequestSchema: Schema<PolicyRequest> = object({
  action: oneOf(OPERATION_KINDS),
  proposer: proposerSchema,
  proposerRoles: roles,
  principalRoles: roles,
  repository: repositorySchema,
  facts: planFactsSchema,
  mode: oneOf(MODES),
  at: instantSchema,
  approvers: array(object({ personId: personIdSchema, roles }), 0, approversMax),
});

/** The shape of `cases.json`; each case changes members of the base request. */
export const policyCasesSchema = object({
  schema: literal('urn:marketops:policy-cases:v1'),
  base: anyJson,
  cases: array(
    object({
      name: text({ lengthMin: 1, lengthMax: 200 }),
      change: anyJson,
      expect: object({
        effect: oneOf(['permit', 'deny']),
        /** The rules that decide; null where any may. */
        rules: nullable(array(text({ lengthMin: 1, lengthMax: 64 }), 0, rolesMax)),
      }),
    }),
    1,
    casesMax,
  ),
});

/** One case, ready to be asked. */
export interface PolicyCase {
  readonly name: string;
  readonly request: PolicyRequest;
  readonly expect: {
    readonly effect: 'permit' | 'deny';
    readonly rules: readonly string[] | null;
  };
}

/** What became of one case; `refusal` is null if it was decided as meant. */
export interface PolicyCaseResult {
  readonly name: string;
  readonly refusal: Refusal | null;
}

/** Accepts the exact bytes of `cases.json`. */
export function parsePolicyCases(bytes: Uint8Array): Parsed<readonly PolicyCase[]> {
  const json = parseStrictJson(bytes, {
    bytesMax: casesBytesMax,
    depthMax: casesDepthMax,
    numbers: 'integer',
  });
  if (!json.ok) return json;
  const parsed = policyCasesSchema.parse(json.value, '');
  if (!parsed.ok) return parsed;
  const { base, cases } = parsed.value;
  const ready: PolicyCase[] = [];
  for (const [index, { name, change, expect }] of cases.entries()) {
    const request = policyRequestSchema.parse(changed(base, change), `/cases/${index}`);
    if (!request.ok) return request;
    ready.push({ name, request: request.value, expect });
  }
  return accepted(ready);
}

/** Asks a policy about every case. */
export function runPolicyCases(
  policy: CedarPolicy,
  cases: readonly PolicyCase[],
): readonly PolicyCaseResult[] {
  return cases.map(({ name, request, expect }) => {
    const { effect, rules, refusals } = policy.decideNow(request);
    const decided = rules.map(({ ruleId }) => ruleId).toSorted();
    const meant = expect.rules?.toSorted() ?? decided;
    const agrees = effect === expect.effect && decided.join(' ') === meant.join(' ');
    const codes = refusals.map(({ code }) => code).join(', ');
    const details = {
      subject: name,
      expected: `${expect.effect} by ${meant.join(', ') || 'no rule'}`,
      found: `${effect} by ${decided.join(', ') || 'no rule'}${codes === '' ? '' : ` (${codes})`}`,
    };
    return { name, refusal: agrees ? null : refusal('policy.case_failed', details) };
  });
}

/** A request with some of its members changed; arrays and scalars are replaced as a whole. */
function changed(base: JsonValue, change: JsonValue): JsonValue {
  if (!isJsonObject(base) || !isJsonObject(change)) return change;
  const members = Object.entries(change).map(([name, value]) => {
    const before = Object.hasOwn(base, name) ? base[name] : undefined;
    return [name, before === undefined ? value : changed(before, value)] as const;
  });
  return { ...base, ...Object.fromEntries(members) };
}
