// SPDX-License-Identifier: Apache-2.0
// Decisions: default deny, prohibitions that outweigh, errors that never permit, layers of which the
// most restrictive wins.
import { describe, expect, it } from 'vitest';
import { CedarPolicy } from '@marketops/policy-cedar';
import { layerOf, policyOf, rule, sampleApprovals, sampleRequest } from './sample-policy.ts';
import { missingLayer } from '../src/layer/policy-layer.ts';
import { mergeLayers } from '../src/layer/layer-decision.ts';

const everything = rule('everything', 'permit(principal, action, resource)');
const codesOf = (policy: CedarPolicy, request = sampleRequest()) =>
  policy.decideNow(request).refusals.map(({ code }) => code);

describe('a decision', () => {
  it('is a permit where a rule permits and none forbids, and names the rule', async () => {
    const policy = policyOf(everything);
    const inForce = await policy.inForce();
    expect(await policy.decide(sampleRequest())).toEqual({
      effect: 'permit',
      policy: inForce.readable ? inForce.reference : null,
      rules: [
        {
          layer: 'team',
          ruleId: 'everything',
          effect: 'permit',
          reason: 'because of everything',
          next: 'see to everything',
        },
      ],
      refusals: [],
    });
  });

  it('is a denial where a rule forbids, in the words of the rule', () => {
    const freeze = rule(
      'freeze',
      'forbid(principal, action, resource) when { context.hour >= 10 }',
    );
    expect(policyOf(everything + freeze).decideNow(sampleRequest())).toMatchObject({
      effect: 'deny',
      rules: [{ ruleId: 'freeze', effect: 'forbid' }],
      refusals: [
        {
          code: 'policy.denied',
          subject: 'team: freeze',
          expected: 'see to freeze',
          found: 'because of freeze',
        },
      ],
    });
  });

  it('tells no rule from a rule whose condition is false', () => {
    const releases = rule(
      'releases',
      'permit(principal, action == Action::"publish_release", resource) when { context.allChecksPassed }',
    );
    expect(policyOf(releases).decideNow(sampleRequest())).toMatchObject({
      effect: 'deny',
      refusals: [
        {
          code: 'policy.no_rule',
          subject: 'tag_repo by Agent release-agent',
          found: 'no rule of layer team mentions it',
        },
      ],
    });
    const asked = sampleRequest({ action: 'publish_release' });
    expect(policyOf(releases).decideNow(asked)).toMatchObject({
      effect: 'deny',
      refusals: [
        {
          code: 'policy.condition_false',
          subject: 'team: releases',
          expected: 'because of releases',
          found: 'its condition does not hold: see to releases',
        },
      ],
    });
  });
});

describe('a rule that errors', () => {
  const overflow = 'context.assetCount + 9223372036854775807 > 0';

  it('denies, though the engine skips the prohibition and would allow', () => {
    const erring = rule('erring', `forbid(principal, action, resource) when { ${overflow} }`);
    expect(policyOf(everything + erring).decideNow(sampleRequest())).toMatchObject({
      effect: 'deny',
      rules: [],
      refusals: [{ code: 'policy.error', subject: 'team: erring' }],
    });
  });

  it('denies also where it is a permit beside another that permits', () => {
    const erring = rule('erring', `permit(principal, action, resource) when { ${overflow} }`);
    expect(codesOf(policyOf(everything + erring))).toEqual(['policy.error']);
  });

  it('denies where it asks for what only a partial evaluation knows', () => {
    const unknown = rule('unknown', 'forbid(principal, action, resource) when { unknown("x") }');
    expect(codesOf(policyOf(everything + unknown))).toEqual(['policy.error']);
  });

  it('denies a request that does not fit the schema', () => {
    const policy = policyOf(everything);
    const foreign = { ...sampleRequest(), action: 'delete_repo' } as never;
    expect(codesOf(policy, foreign)).toEqual(['policy.error']);
    const facts = { ...sampleRequest().facts, assetCount: 0.5 };
    const counting = policyOf(
      everything +
        rule('few', `forbid(principal, action, resource) when { context.assetCount > 9 }`),
    );
    expect(codesOf(counting, sampleRequest({ facts }))).toEqual(['policy.error']);
    const broken = { ...sampleRequest(), repository: null } as never;
    expect(policy.decideNow(broken)).toMatchObject({
      effect: 'deny',
      refusals: [{ code: 'policy.error', found: 'TypeError' }],
    });
  });
});

describe('several layers', () => {
  const freeze = rule('freeze', 'forbid(principal, action, resource)');
  const tags = rule('tags', 'permit(principal, action == Action::"tag_repo", resource)');

  it('permit only what every one of them permits', () => {
    const both = new CedarPolicy([layerOf(everything), layerOf(tags, { name: 'org' })]);
    expect(both.decideNow(sampleRequest()).effect).toBe('permit');
    const asked = sampleRequest({ action: 'open_pr' });
    expect(both.decideNow(asked)).toMatchObject({
      effect: 'deny',
      refusals: [{ code: 'policy.no_rule' }],
    });
    const frozen = new CedarPolicy([
      layerOf(everything),
      layerOf(everything + freeze, { name: 'org' }),
    ]);
    expect(codesOf(frozen)).toEqual(['policy.denied']);
  });

  it('each ask for their own approvals', async () => {
    const org = { ...sampleApprovals, tag_repo: { role: 'security', count: 1 }, open_pr: null };
    const policy = new CedarPolicy([
      layerOf(everything),
      layerOf(everything, { name: 'org', approvals: org }),
    ]);
    const inForce = await policy.inForce();
    expect(inForce).toMatchObject({
      required: [
        { subject: 'publish_release', rules: [{ count: 2 }, { count: 2 }] },
        { subject: 'tag_repo', rules: [{ role: 'maintainer' }, { role: 'security', count: 1 }] },
        { subject: 'open_pr', rules: [{ role: 'maintainer', count: 2 }] },
        { subject: 'policy_change' },
      ],
    });
  });

  it('are one policy whose version rises with each and whose digest is of all', async () => {
    const versions = async (org: number) => {
      const layers = [layerOf(everything), layerOf(everything, { name: 'org', version: org })];
      const inForce = await new CedarPolicy(layers).inForce();
      if (!inForce.readable) throw new TypeError('expected a readable policy');
      return inForce.reference;
    };
    const [first, second] = [await versions(1), await versions(2)];
    expect([first.version, second.version]).toEqual([2, 3]);
    expect(first.digest).not.toBe(second.digest);
  });

  it('deny everything while one is missing or has a flaw', async () => {
    const missing = missingLayer('org', 'a folder', 'none');
    const policy = new CedarPolicy([layerOf(everything), missing]);
    expect(policy.decideNow(sampleRequest())).toMatchObject({
      effect: 'deny',
      policy: null,
      refusals: [{ code: 'policy.unreadable', subject: 'layer org' }],
    });
    expect(await policy.inForce()).toMatchObject({ readable: false });
    expect(policy.explain(sampleRequest())).toEqual([]);
    const flawed = layerOf('permit(principal, action, resource);', { name: 'org' });
    const codes = codesOf(new CedarPolicy([layerOf(everything), flawed]));
    expect(new Set(codes)).toEqual(new Set(['policy.annotation_missing']));
  });

  it('deny where there is none, or two of one name', () => {
    expect(codesOf(new CedarPolicy([]))).toEqual(['policy.unreadable']);
    const twice = new CedarPolicy([layerOf(everything), layerOf(tags)]);
    expect(codesOf(twice)).toEqual(['policy.unreadable']);
    expect(mergeLayers([])).toMatchObject({ effect: 'deny' });
  });

  it('deny for what is wrong with the only one, and for nothing beside it', () => {
    const flawed = new CedarPolicy([layerOf('permit(')]);
    expect(flawed.decideNow(sampleRequest())).toMatchObject({
      effect: 'deny',
      refusals: [{ code: 'policy.syntax', expected: expect.not.stringMatching(/^expected/) }],
    });
    expect(codesOf(flawed)).toEqual(['policy.syntax']);
  });
});

describe('an explanation', () => {
  it('says how each rule stands to a request', () => {
    const policy = policyOf(
      everything +
        rule('people', 'permit(principal is Person, action, resource)') +
        rule('night', 'forbid(principal, action, resource) when { context.hour < 6 }') +
        rule(
          'erring',
          'forbid(principal, action, resource) when { context.hour - 9223372036854775807 - 100 < 0 }',
        ),
    );
    const standings = policy.explain(sampleRequest());
    expect(standings.map(({ rule: { ruleId }, standing }) => `${ruleId} ${standing}`)).toEqual([
      'everything applies',
      'people not_mentioned',
      'night condition_false',
      'erring error',
    ]);
  });
});
