// SPDX-License-Identifier: Apache-2.0
// What rules can ask of a request, checked by rules that ask it.
import { describe, expect, it } from 'vitest';
import { parsePersonId, type ArtifactCheck } from '@marketops/core';
import { instantOf, must } from '@marketops/testkit';
import { policyOf, rule, sampleRequest } from '../sample-policy.ts';

const person = (name: string) => must(parsePersonId(name));

/** Whether a rule with this condition permits the request. */
function holds(condition: string, request = sampleRequest()): boolean {
  const policy = policyOf(
    rule('asked', `permit(principal, action, resource) when { ${condition} }`),
  );
  const { effect, refusals } = policy.decideNow(request);
  const errors = refusals.filter(({ code }) => code !== 'policy.condition_false');
  expect(errors).toEqual([]);
  return effect === 'permit';
}

describe('what rules can ask', () => {
  it.each([
    ['the proposer', 'principal == Agent::"release-agent"'],
    [
      'who stands behind it',
      'principal is Agent && principal has behind && principal.behind == Person::"carol"',
    ],
    [
      'the roles of that person',
      'principal is Agent && principal has behind && principal.behind in Role::"maintainer"',
    ],
    ['the repository by id', 'resource == Repository::"github.example/2002"'],
    ['its names', 'resource.owner == "acme" && resource.fullName like "acme/*"'],
    ['the action', 'action in Action::"ship" && action == Action::"tag_repo"'],
    ['the mode', 'context.mode == "prod"'],
    ['the version', 'context has version && context.version like "1.2.*"'],
    ['the step', 'context.versionStep == "minor" && !context.firstRelease'],
    ['the paths', 'context.pathsTouched.contains("docs/install.md")'],
    ['the workflow files', '!context.workflowFilesTouched'],
    ['the sizes', 'context.assetCount == 2 && context.totalAssetBytes == 38'],
  ])('%s', (_name, condition) => {
    expect(holds(condition)).toBe(true);
    expect(holds(`!(${condition})`)).toBe(false);
  });

  it('the roles of a proposer of its own', () => {
    const proposer = { kind: 'person', id: person('carol'), onBehalfOf: null } as const;
    const request = sampleRequest({ proposer, proposerRoles: ['writer'], principalRoles: [] });
    expect(holds('principal in Role::"writer"', request)).toBe(true);
    expect(holds('principal in Role::"maintainer"', request)).toBe(false);
  });

  it('repository names in lower case', () => {
    const { repository } = sampleRequest();
    const shouted = { ...repository, fullName: 'ACME/Lantern' as typeof repository.fullName };
    expect(
      holds('resource.fullName == "acme/lantern"', sampleRequest({ repository: shouted })),
    ).toBe(true);
  });

  it.each([
    ['2026-11-20T00:00:00Z', 0, 5],
    ['2026-11-22T23:59:59.999Z', 23, 7],
    ['2026-11-23T09:30:00Z', 9, 1],
    ['1970-01-01T00:00:00Z', 0, 4],
    ['2024-02-29T12:00:00Z', 12, 4],
  ])('the time window of %s', (at, hour, weekday) => {
    const request = sampleRequest({ at: instantOf(at) });
    expect(holds(`context.hour == ${hour} && context.weekday == ${weekday}`, request)).toBe(true);
  });

  it('the artifact checks', () => {
    const check = (name: string, verdict: ArtifactCheck['verdict']) => ({
      name,
      verdict,
      expected: '',
      found: '',
    });
    const withChecks = (...artifactChecks: ArtifactCheck[]) =>
      sampleRequest({ facts: { ...sampleRequest().facts, artifactChecks } });
    expect(holds('context.allChecksPassed', withChecks(check('a', 'passed')))).toBe(true);
    expect(holds('context.allChecksPassed', withChecks())).toBe(false);
    const unconfigured = withChecks(check('a', 'not_configured'));
    expect(holds('context.allChecksPassed', unconfigured)).toBe(false);
    const mixed = withChecks(check('a', 'passed'), check('b', 'failed'));
    expect(holds('context.allChecksPassed', mixed)).toBe(false);
    expect(
      holds('context.passedChecks.contains("a") && context.failedChecks.contains("b")', mixed),
    ).toBe(true);
  });

  it('the approvals so far, by role and number of people', () => {
    const approver = (name: string, ...roles: string[]) => ({ personId: person(name), roles });
    const request = sampleRequest({
      approvers: [
        approver('alice', 'maintainer', 'security', 'security'),
        approver('bob', 'maintainer'),
      ],
    });
    expect(holds('context.approvalCount == 2', request)).toBe(true);
    expect(holds('context.approvers.contains(Person::"bob")', request)).toBe(true);
    expect(holds('context.approvalsAtLeast.contains("2 maintainer")', request)).toBe(true);
    expect(holds('context.approvalsAtLeast.contains("1 maintainer")', request)).toBe(true);
    expect(holds('context.approvalsAtLeast.contains("3 maintainer")', request)).toBe(false);
    expect(holds('context.approvalsAtLeast.contains("2 security")', request)).toBe(false);
  });
});
