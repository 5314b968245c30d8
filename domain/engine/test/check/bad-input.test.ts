// SPDX-License-Identifier: Apache-2.0
// Everything that can be wrong with a project or with what GitHub holds, one thing at a time: what
// does not ship says its code, what was expected and what was found, and nothing that belongs with
// it ships either.
import { describe, expect, it } from 'vitest';
import { reasonEntry } from '@marketops/core';
import { sampleProject } from '@marketops/testkit';
import { dryRun } from '../sample-runs.ts';
import { badFiles } from './bad-input/bad-files.ts';
import { badChecksums } from './bad-input/bad-checksums.ts';
import { badTexts } from './bad-input/bad-texts.ts';
import { badVersions } from './bad-input/bad-versions.ts';
import { badRepositories } from './bad-input/bad-repositories.ts';
import { artifact } from './bad-input/spoilt-project.ts';

const all = [badFiles, badChecksums, badTexts, badVersions, badRepositories].flat();

describe('bad input', () => {
  it.each(all)('$name is $code', async ({ spoil, code, subject, expected, found }) => {
    const sample = sampleProject();
    spoil(sample);
    const { sealed, fault } = await dryRun(sample);
    expect(fault).toBeNull();
    expect(sealed?.plan.notShipped).toContainEqual({ code, subject, expected, found });
    // All three operations of the sample belong together: none ships without the others.
    expect(sealed?.plan.operations).toEqual([]);
    expect(sealed?.plan.facts.artifactChecks.some(({ verdict }) => verdict === 'failed')).toBe(
      true,
    );
  });

  it('names a next command for each, and no exit code that means success', () => {
    for (const { code } of all) {
      const { next, exit, headline } = reasonEntry(code);
      expect(next).not.toBe('');
      expect(headline).toMatch(/\.$/);
      expect(exit).not.toBe(0);
    }
  });

  it('is reported whole: several things wrong at once are all told', async () => {
    const sample = sampleProject();
    sample.project.files.set(artifact, '');
    sample.project.history.uncommittedPaths = ['src/a.ts'];
    sample.repositories.releases.set('v1.2.0', 'https://github.example/r');
    const { sealed } = await dryRun(sample);
    expect(sealed?.plan.notShipped.map(({ code }) => code)).toEqual([
      'project.uncommitted',
      'asset.empty',
      'checksum.mismatch',
      'plan.release_exists',
    ]);
  });
});
