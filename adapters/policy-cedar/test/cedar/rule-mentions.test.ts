// SPDX-License-Identifier: Apache-2.0
// Only what rules mention is handed over, and it never makes a difference.
import { describe, expect, it } from 'vitest';
import { policyOf, rule, sampleRequest } from '../sample-policy.ts';
import { EVERYTHING, ruleMentions } from '../../src/cedar/rule-mentions.ts';

const permit = (condition: string) =>
  rule('one', `permit(principal, action, resource) ${condition}`);

describe('what rules mention', () => {
  it.each([
    ['nothing', '', []],
    ['an attribute', 'when { context.hour > 3 }', ['hour']],
    ['a test for one', 'when { context has version }', ['version']],
    [
      'several, anywhere',
      'when { if context.hour > 3 then context.mode == "prod" else false } unless { [context.weekday].contains(1) }',
      ['mode', 'hour', 'weekday'],
    ],
    ['no attribute of the context', 'when { principal is Agent && principal has behind }', []],
  ])('%s', (_what, condition, names) => {
    expect(ruleMentions([permit(condition)]).attributes).toEqual(names);
  });

  it.each([
    ['the context as a whole', permit('when { context == context }')],
    ['the context in a record', permit('when { {a: context}.a.hour > 3 }')],
    ['an attribute that there is none of', permit('when { context.hour1 > 3 }')],
    ['what cannot be read', 'permit'],
  ])('everything, where they use %s', (_what, text) => {
    expect(ruleMentions([text])).toEqual(EVERYTHING);
  });

  const none = { repository: false, proposer: false, principal: false };
  it.each([
    ['ids and types', 'permit(principal is Agent, action, resource == Repository::"a/1")', none],
    ['a proposer by id', 'permit(principal == Agent::"a", action, resource)', none],
    [
      'a role in the head',
      'permit(principal in Role::"a", action, resource)',
      { ...none, proposer: true },
    ],
    [
      'a type and a role',
      'permit(principal is Agent in Role::"a", action, resource)',
      { ...none, proposer: true },
    ],
    [
      'a role in a condition',
      'permit(principal, action, resource) when { principal in Role::"a" }',
      { ...none, proposer: true },
    ],
    [
      'somebody behind',
      'permit(principal is Agent, action, resource) when { principal has behind }',
      { ...none, proposer: true },
    ],
    [
      'the roles of that person',
      'permit(principal is Agent, action, resource) when { principal has behind && principal.behind in Role::"a" }',
      { ...none, proposer: true, principal: true },
    ],
    [
      'a person written out',
      'permit(principal, action, resource) when { Person::"carol" in Role::"a" }',
      { ...none, proposer: true, principal: true },
    ],
    [
      'names of the repository',
      'permit(principal, action, resource) when { resource.owner == "a" }',
      { ...none, repository: true },
    ],
  ])('entities: %s', (_what, body, expected) => {
    const { repository, proposer, principal } = ruleMentions([rule('one', body)]);
    expect({ repository, proposer, principal }).toEqual(expected);
  });
});

describe('a decision', () => {
  const conditions = [
    'context.hour == 10',
    'context has version && context.version == "1.2.0"',
    'context.approvalCount == 0 && context.passedChecks.isEmpty()',
    'context.pathsTouched.contains("docs/install.md") || context.firstRelease',
    'context.versionStep == "major" || context.weekday > 5',
    'context.totalAssetBytes > 100 && context.assetCount > 1',
    'principal in Role::"maintainer" || resource.owner == "acme"',
    'Person::"carol" in Role::"maintainer"',
    'principal is Agent && principal has behind && principal.behind in Role::"maintainer"',
  ];
  it.each(conditions)(
    'is the same whether %s is asked alone or beside everything else',
    (asked) => {
      // A rule that uses the context as a whole is handed everything.
      const whole = `(context == context) && (${asked})`;
      const alone = policyOf(permit(`when { ${asked} }`)).decideNow(sampleRequest());
      const beside = policyOf(permit(`when { ${whole} }`)).decideNow(sampleRequest());
      expect(beside.effect).toBe(alone.effect);
      expect(beside.rules).toEqual(alone.rules);
    },
  );
});
