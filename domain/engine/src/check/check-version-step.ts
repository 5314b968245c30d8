// SPDX-License-Identifier: Apache-2.0
// The version comes after those that are tagged, or is tagged at the very commit that is published.
import { refusal } from '@marketops/core';
import type { TaggedVersion } from '../discover/read-version.ts';
import { compareVersions } from '../version/semantic-version.ts';
import { measuringVersions } from '../version/version-step.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

type Discovery = CheckContext['selection']['discovery'];

/** How the version stands to those that are tagged. */
interface Standing {
  /** The newest one that it is measured by; null where nothing is tagged. */
  readonly newest: TaggedVersion | null;
  /** A tag of the same version. */
  readonly same: TaggedVersion | null;
  /** Whether every such tag says the same text and is on the commit that is published. */
  readonly tagged: boolean;
}

/** Objects where the version does not come after every one that it is measured by. */
export function checkVersionStep({ selection }: CheckContext): CheckOutcome {
  const { discovery, drafts } = selection;
  const { version, config } = discovery;
  const standing = standingOf(discovery);
  const { newest, same, tagged } = standing;
  const expected = expectedOf(discovery, standing);
  const found = same === null || tagged ? version.text : takenBy(discovery, same);
  const tooOld = newest !== null && compareVersions(version, newest.version) < 0;
  const names = drafts.map(({ name }) => name);
  const why = refusal('version.not_newer', { subject: config.version.file, expected, found });
  const refused = (same !== null && !tagged) || (tooOld && !config.version.backport);
  return {
    check: 'version_step',
    configured: true,
    expected,
    found: version.text,
    objections: refused ? [objection('version_step', names, why)] : [],
  };
}

function standingOf({ version, tagged, head }: Discovery): Standing {
  const measuring = new Set(
    measuringVersions(
      version,
      tagged.map((candidate) => candidate.version),
    ),
  );
  const candidates = tagged.filter((candidate) => measuring.has(candidate.version));
  const newest = candidates.toSorted((left, right) => compareVersions(left.version, right.version));
  const equal = tagged.filter((candidate) => compareVersions(candidate.version, version) === 0);
  const same = candidates.find((candidate) => equal.includes(candidate));
  return {
    newest: newest.at(-1) ?? null,
    same: same ?? null,
    // A version that is tagged at the very commit that is published may still need its release.
    tagged:
      same !== undefined &&
      equal.every(
        (other) => other.version.text === version.text && other.tag.commit === head.commit,
      ),
  };
}

function expectedOf({ version, config }: Discovery, { newest, tagged }: Standing): string {
  if (newest === null) return 'a first version';
  if (tagged) return `${version.text}, whose tag is on the commit that is published`;
  if (config.version.backport) return 'a version that no tag has yet';
  return `a version after ${newest.version.text}, the newest that is tagged`;
}

const commitShown = 12;

function takenBy({ version }: Discovery, { tag }: TaggedVersion): string {
  return `${version.text}, which tag ${tag.name} on commit ${tag.commit.slice(0, commitShown)} has already`;
}
