// SPDX-License-Identifier: Apache-2.0
// Only what rules mention is handed over, and it never makes a difference.
import { describe, expect, it } from 'vitest';
import { policyOf, rule, sampleRequest } from '../sample-policy.ts';
import { CONTEXT_ATTRIBUTES } from '../../src/cedar/context-attributes.ts';
import { mentionedAttributes } from '../../src/cedar/mentioned-attributes.ts';

const permit = (condition: string) =>
  rule('one', `permit(principal, action, resource) ${condition}`);

describe('what rules mention', () => {
  it.each([
    ['nothing', '', []],
    ['an attribute', 'when { context.hour > 3 }', ['hour']],
    ['a member of one', 'when { context.checks.failed.isEmpty() }', ['checks']],
    ['a test for one', 'when { context has version }', ['version']],
    ['a test for a member', 'when { context has checks.failed }', ['checks']],
    [
      'several, anywhere',
      'when { if context.hour > 3 then context.mode == "prod" else false } unless { [context.weekday].contains(1) }',
      ['mode', 'hour', 'weekday'],
    ],
    ['no attribute of the context', 'when { principal is Agent && principal has behind }', []],
  ])('%s', (_what, condition, names) => {
    expect(mentionedAttributes([permit(condition)])).toEqual(names);
  });

  it.each([
    ['the context as a whole', 'when { context == context }'],
    ['the context in a record', 'when { {a: context}.a.hour > 3 }'],
  ])('everything, where they use %s', (_what, condition) => {
    expect(mentionedAttributes([permit(condition)])).toEqual(CONTEXT_ATTRIBUTES);
  });

  it('everything, where they cannot be read', () => {
    expect(mentionedAttributes(['permit'])).toEqual(CONTEXT_ATTRIBUTES);
  });
});

describe('a decision', () => {
  const conditions = [
    'context.hour == 10',
    'context has version && context.version == "1.2.0"',
    'context.approvals.count == 0 && context.checks.passed.isEmpty()',
    'context.pathsTouched.contains("docs/install.md") || context.firstRelease',
    'context.versionStep == "major" || context.weekday > 5',
    'context.totalAssetBytes > 100 && context.assetCount > 1',
  ];
  it.each(conditions)(
    'is the same whether %s is asked alone or beside everything else',
    (asked) => {
      const whole = `(context == context) && (${asked})`;
      const alone = policyOf(permit(`when { ${asked} }`)).decideNow(sampleRequest());
      const beside = policyOf(permit(`when { ${whole} }`)).decideNow(sampleRequest());
      expect(beside.effect).toBe(alone.effect);
      expect(beside.rules).toEqual(alone.rules);
    },
  );
});
