// SPDX-License-Identifier: Apache-2.0
// What a dry run makes of a project without anything to judge, and what it notices on the way.
import { describe, expect, it } from 'vitest';
import { canonicalJson, refusal } from '@marketops/core';
import { notReplied, sampleConfig, sampleProject, type SampleProject } from '@marketops/testkit';
import { dryRun } from '../sample-runs.ts';

describe('a dry run without anything to judge', () => {
  it.each<[string, (sample: SampleProject) => void, string, string, string]>([
    [
      'an unknown key',
      ({ project }) => (project.configuration = { ...sampleConfig, artefacts: [] }),
      'config.invalid',
      'marketops.yaml:1:1 /artefacts',
      'unknown key "artefacts"; did you mean "artifacts"?',
    ],
    [
      'a version file that is missing',
      ({ project }) => project.files.delete('package.json'),
      'project.file_missing',
      'package.json',
      'none',
    ],
    [
      'a version file that is no JSON',
      ({ project }) => project.files.set('package.json', '{"version": '),
      'version.unreadable',
      'package.json /version',
      'the end of the text at index 12',
    ],
    [
      'a version file without a version',
      ({ project }) => project.files.set('package.json', '{"version": 1}'),
      'version.unreadable',
      'package.json',
      'number 1',
    ],
    [
      'a version that is none',
      ({ project }) => project.files.set('package.json', '{"version": "v1.2"}'),
      'version.invalid',
      'package.json',
      '"v1.2"',
    ],
    [
      'a repository that is not there',
      ({ project }) => (project.configuration = { ...sampleConfig, repository: 'acme/gone' }),
      'repository.missing',
      'acme/gone',
      'HTTP 404',
    ],
    [
      'a repository with another name now',
      ({ repositories }) =>
        (repositories.outage = notReplied(301, '301 to https://github.example')),
      'repository.renamed',
      'acme/lantern',
      'GitHub sends to another address (HTTP 301)',
    ],
    [
      'a repository whose name is spelled otherwise',
      ({ project }) => (project.configuration = { ...sampleConfig, repository: 'Acme/Lantern' }),
      'repository.renamed',
      'Acme/Lantern',
      'acme/lantern',
    ],
    [
      'a repository that is archived',
      ({ repositories }) => (repositories.archived = true),
      'repository.archived',
      'acme/lantern',
      'archived',
    ],
    [
      'a GitHub that does not answer',
      ({ repositories }) => (repositories.outage = notReplied(null, 'ECONNREFUSED')),
      'repository.unreadable',
      'acme/lantern',
      'ECONNREFUSED',
    ],
    [
      'a policy that cannot be read',
      ({ weigher }) => {
        const details = { subject: 'policy', expected: 'a readable layer', found: 'none' };
        weigher.outage = refusal('policy.unreadable', details);
      },
      'policy.unreadable',
      'policy',
      'none',
    ],
  ])('fails on %s', async (_, spoil, code, subject, found) => {
    const sample = sampleProject();
    spoil(sample);
    const outcome = await dryRun(sample);
    expect(outcome.fault).toBeNull();
    expect(outcome.status).toBe('failed');
    expect(outcome.sealed).toBeNull();
    expect(outcome.refusals).toMatchObject([{ code, subject, found }]);
    expect(outcome.run).toMatchObject({ status: 'failed', refusals: outcome.refusals });
  });

  it('fails where GitHub stops answering on the way', async () => {
    const sample = sampleProject();
    const { repositories } = sample;
    const open = repositories.open.bind(repositories);
    repositories.open = async (name) => {
      const reply = await open(name);
      repositories.outage = notReplied(502, '502 not_json');
      return reply;
    };
    const outcome = await dryRun(sample);
    expect(outcome.refusals).toMatchObject([
      { code: 'repository.unreadable', found: '502 not_json' },
    ]);
  });

  it('turns a fault into a refusal that tells nothing of its message', async () => {
    const sample = sampleProject();
    sample.weigher.weigh = () => Promise.reject(new Error('token ghs_secret'));
    const outcome = await dryRun(sample);
    expect(outcome.fault).toBeInstanceOf(Error);
    expect(outcome.refusals).toEqual([
      {
        code: 'run.fault',
        subject: 'evaluate',
        expected: 'the stage to end with an answer',
        found: 'Error',
      },
    ]);
    expect(canonicalJson(outcome.run)).not.toContain('ghs_secret');
  });

  it('leaves the run on record as running where the store breaks', async () => {
    const sample = sampleProject();
    const { runs } = sample;
    const transact = runs.transact.bind(runs);
    let transactions = 0;
    runs.transact = (work) => {
      transactions += 1;
      return transactions > 4 ? Promise.reject(new Error('disk full')) : transact(work);
    };
    await expect(dryRun(sample)).rejects.toThrow('disk full');
    expect(await runs.runs(10, null)).toMatchObject([{ status: 'running', planDigest: null }]);
  });
});

describe('what a dry run notices', () => {
  it('is a credential that could write, beside the plan and not in it', async () => {
    const plain = await dryRun(sampleProject());
    const sample = sampleProject();
    const detail = 'permissions.push';
    sample.repositories.credential = { kind: 'token', couldWrite: true, detail };
    const outcome = await dryRun(sample);
    expect(outcome.status).toBe('completed');
    expect(outcome.run?.notices).toEqual([
      {
        code: 'credential.could_write',
        subject: 'acme/lantern',
        expected: 'a credential that can read and no more',
        found: 'one that could write (permissions.push); nothing was written',
      },
    ]);
    expect(outcome.sealed?.bytes).toEqual(plain.sealed?.bytes);
  });

  it.each([
    { kind: 'token', couldWrite: false, detail: 'permissions.pull' },
    { kind: 'token', couldWrite: null, detail: 'unknown' },
    { kind: 'none', couldWrite: null, detail: 'anonymous' },
  ] as const)('is nothing for $kind that could write: $couldWrite', async (credential) => {
    const sample = sampleProject();
    sample.repositories.credential = credential;
    expect((await dryRun(sample)).run?.notices).toEqual([]);
  });

  it('is what policy would say, which keeps no operation out of the plan', async () => {
    const sample = sampleProject();
    const details = { subject: 'open_pr', expected: 'a permit', found: 'no rule' };
    const denial = refusal('policy.no_rule', details);
    sample.weigher.denials.set('open_pr', denial);
    const { run, sealed } = await dryRun(sample);
    expect(run?.forecast.map(({ decision }) => decision)).toEqual(['permit', 'permit', 'deny']);
    expect(run?.forecast[2]?.refusals).toEqual([denial]);
    expect(sealed?.plan.operations).toHaveLength(3);
  });

  it('counts what policy is silent about as denied', async () => {
    const sample = sampleProject();
    const weigh = sample.weigher.weigh.bind(sample.weigher);
    sample.weigher.weigh = async (proposal) => {
      const weighed = await weigh(proposal);
      return weighed.ok ? { ok: true, value: { ...weighed.value, operations: [] } } : weighed;
    };
    const { run } = await dryRun(sample);
    expect(run?.forecast.map(({ decision }) => decision)).toEqual(['deny', 'deny', 'deny']);
  });
});
