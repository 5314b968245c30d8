// SPDX-License-Identifier: Apache-2.0
// Cases of a policy: read strictly, asked one by one, and told apart where they are not decided as
// meant.
import { describe, expect, it } from 'vitest';
import { parsePolicyCases, runPolicyCases } from '@marketops/policy-cedar';
import { canonicalJsonBytes, type JsonValue } from '@marketops/core';
import { must } from '@marketops/testkit';
import { policyOf, rule, sampleRequest } from '../sample-policy.ts';

const casesOf = (cases: JsonValue): Uint8Array =>
  canonicalJsonBytes({
    schema: 'urn:marketops:policy-cases:v1',
    base: sampleRequest() as unknown as JsonValue,
    cases,
  });
const expectation = (effect: string, rules: JsonValue = null): JsonValue => ({ effect, rules });

describe('the cases of a policy', () => {
  it('change members of the base request, deep down', () => {
    const [first] = must(
      parsePolicyCases(
        casesOf([
          {
            name: 'one',
            change: { facts: { version: '2.0.0', pathsTouched: [] } },
            expect: expectation('deny'),
          },
        ]),
      ),
    );
    const base = sampleRequest();
    expect(first?.request).toEqual({
      ...base,
      facts: { ...base.facts, version: '2.0.0', pathsTouched: [] },
    });
  });

  it('say which of them are decided differently, and how', () => {
    const policy = policyOf(
      rule('tags', 'permit(principal, action == Action::"tag_repo", resource)'),
    );
    const cases = must(
      parsePolicyCases(
        casesOf([
          { name: 'tags are permitted', change: {}, expect: expectation('permit', ['tags']) },
          { name: 'by any rule', change: {}, expect: expectation('permit') },
          { name: 'by another rule', change: {}, expect: expectation('permit', ['others']) },
          { name: 'requests too', change: { action: 'open_pr' }, expect: expectation('permit') },
        ]),
      ),
    );
    const results = runPolicyCases(policy, cases);
    expect(results.map(({ refusal }) => refusal)).toEqual([
      null,
      null,
      {
        code: 'policy.case_failed',
        subject: 'by another rule',
        expected: 'permit by others',
        found: 'permit by tags',
      },
      {
        code: 'policy.case_failed',
        subject: 'requests too',
        expected: 'permit by no rule',
        found: 'deny by no rule (policy.no_rule)',
      },
    ]);
  });

  it.each<readonly [string, JsonValue]>([
    ['no cases', []],
    ['an unknown member', [{ name: 'x', change: {}, expect: expectation('deny'), skip: true }]],
    ['an unknown effect', [{ name: 'x', change: {}, expect: expectation('maybe') }]],
    [
      'a request that is none',
      [{ name: 'x', change: { mode: 'PROD' }, expect: expectation('deny') }],
    ],
    [
      'a request with more members',
      [{ name: 'x', change: { more: 1 }, expect: expectation('deny') }],
    ],
  ])('are refused with %s', (_name, cases) => {
    expect(parsePolicyCases(casesOf(cases)).ok).toBe(false);
  });
});
