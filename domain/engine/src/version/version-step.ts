// SPDX-License-Identifier: Apache-2.0
// How a new version stands to those that are tagged: which one came before it, and how big a step it
// is. Policy may ask for more people the bigger the step.
import type { PlanFacts } from '@marketops/core';
import { compareVersions, isPrerelease, type SemanticVersion } from './semantic-version.ts';

/** How big a step is. */
export type VersionStep = PlanFacts['versionStep'];

/**
 * The versions that a new one is measured by: for a release the other releases, so that the step
 * from `1.1.0` to `1.2.0` is a minor one even after `1.2.0-rc.1`; for a prerelease all of them.
 */
export function measuringVersions(
  next: SemanticVersion,
  tagged: readonly SemanticVersion[],
): readonly SemanticVersion[] {
  return isPrerelease(next) ? tagged : tagged.filter((version) => !isPrerelease(version));
}

/** The greatest of `tagged` that comes before `next`, or null. */
export function previousVersion(
  next: SemanticVersion,
  tagged: readonly SemanticVersion[],
): SemanticVersion | null {
  const before = measuringVersions(next, tagged).filter(
    (version) => compareVersions(version, next) < 0,
  );
  return before.toSorted(compareVersions).at(-1) ?? null;
}

/** The step from `previous` to `next`; `none` where `next` does not come after it. */
export function versionStep(previous: SemanticVersion | null, next: SemanticVersion): VersionStep {
  if (previous === null) return 'first';
  if (compareVersions(previous, next) >= 0) return 'none';
  if (isPrerelease(next)) return 'prerelease';
  if (next.major !== previous.major) return 'major';
  if (next.minor !== previous.minor) return 'minor';
  if (next.patch !== previous.patch) return 'patch';
  return stepOfFirstPrerelease(next);
}

/** A release after nothing but its own prereleases is as big a step as its number says. */
function stepOfFirstPrerelease(next: SemanticVersion): VersionStep {
  if (next.patch !== 0n) return 'patch';
  return next.minor === 0n ? 'major' : 'minor';
}
