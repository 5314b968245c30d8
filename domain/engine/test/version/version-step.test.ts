// SPDX-License-Identifier: Apache-2.0
// How big a step a version is, and from where it is measured.
import { describe, expect, it } from 'vitest';
import { must } from '@marketops/testkit';
import { parseSemanticVersion } from '../../src/version/semantic-version.ts';
import { previousVersion, versionStep } from '../../src/version/version-step.ts';

const read = (text: string) => must(parseSemanticVersion(text));

describe('the step from one version to the next', () => {
  it.each([
    ['1.1.0', '2.0.0', 'major'],
    ['1.1.0', '1.2.0', 'minor'],
    ['1.1.0', '1.1.1', 'patch'],
    ['1.1.0', '1.2.0-rc.1', 'prerelease'],
    ['1.2.0-rc.1', '1.2.0', 'minor'],
    ['2.0.0-rc.1', '2.0.0', 'major'],
    ['1.0.1-rc.1', '1.0.1', 'patch'],
    ['1.1.0', '1.1.0', 'none'],
    ['1.1.0', '1.0.9', 'none'],
    ['1.1.0', '1.1.0+build', 'none'],
  ] as const)('from %s to %s is %s', (previous, next, step) => {
    expect(versionStep(read(previous), read(next))).toBe(step);
  });

  it('is the first where there is none before', () => {
    expect(versionStep(null, read('1.0.0'))).toBe('first');
  });

  it('is measured from the last release, not from its prereleases', () => {
    const tagged = ['1.0.0', '1.1.0', '1.2.0-rc.1', '1.3.0'].map(read);
    expect(previousVersion(read('1.2.0'), tagged)?.text).toBe('1.1.0');
    expect(previousVersion(read('1.2.0-rc.2'), tagged)?.text).toBe('1.2.0-rc.1');
    expect(previousVersion(read('0.9.0'), tagged)).toBeNull();
  });
});
