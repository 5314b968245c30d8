// SPDX-License-Identifier: Apache-2.0
// Goal: what the check of the version's step expected never contradicts its verdict.
import { sampleConfig, sampleProject, testCommit } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { dryRun } from '../sample-runs.ts';

type Sample = ReturnType<typeof sampleProject>;

async function toldOf(spoil: (sample: Sample) => void) {
  const sample = sampleProject();
  spoil(sample);
  const { sealed } = await dryRun(sample);
  return sealed?.plan.facts.artifactChecks.find(({ name }) => name === 'version_step');
}

const backport = { file: 'package.json', backport: true };
const later = { name: 'v2.0.0', commit: testCommit('2.0.0'), reachable: false };

describe("the check of a version's step", () => {
  it.each<[string, (sample: Sample) => void, string]>([
    ['nothing is tagged', ({ project }) => (project.history.tagged = []), 'a first version'],
    ['an older one is tagged', () => undefined, 'a version after 1.1.0, the newest that is tagged'],
    [
      'it is tagged where it is published',
      ({ project }) => {
        const own = { name: 'v1.2.0', commit: testCommit('head'), reachable: true };
        project.history.tagged = [...project.history.tagged, own];
      },
      '1.2.0, whose tag is on the commit that is published',
    ],
    [
      'it is of an older line',
      ({ project }) => {
        project.configuration = { ...sampleConfig, version: backport };
        project.history.tagged.push(later);
      },
      'a version that no tag has yet',
    ],
  ])('passes where %s, and says what it expected', async (_, spoil, expected) => {
    expect(await toldOf(spoil)).toMatchObject({ verdict: 'passed', expected, found: '1.2.0' });
  });
});
