// SPDX-License-Identifier: Apache-2.0
// The version says the same everywhere, and comes after those that are tagged.
import { refusal, visibleText, type Refusal } from '@marketops/core';
import { draftSubject } from '../draft/operation-draft.ts';
import { compareVersions } from '../version/semantic-version.ts';
import { measuringVersions } from '../version/version-step.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

const unreleased = 'unreleased';

/** Objects where version file, tags and changelog name different versions. */
export function checkVersionAgreement({ selection }: CheckContext): CheckOutcome {
  const { config, version } = selection.discovery;
  // Which of two versions was meant is not known, so nothing ships under either.
  const names = selection.drafts.map(({ name }) => name);
  const problems = [
    ...wrongTags(selection),
    ...changelogProblems(selection),
    ...latestPrereleases(selection),
  ];
  return {
    check: 'version_agreement',
    configured: true,
    expected: `${version.text}, as ${config.version.file} says`,
    found: version.text,
    objections: problems.map((why) => objection('version_agreement', names, why)),
  };
}

function wrongTags({ drafts, values }: CheckContext['selection']): readonly Refusal[] {
  return drafts.flatMap((draft) => {
    if (draft.kind === 'open_pr' || draft.tagName === values.tag) return [];
    const details = { expected: `tag ${values.tag ?? ''}`, found: visibleText(draft.tagName) };
    return [refusal('version.disagrees', { subject: draftSubject(draft), ...details })];
  });
}

/** GitHub refuses a prerelease as the latest release, and only once its tag is public. */
function latestPrereleases({ drafts }: CheckContext['selection']): readonly Refusal[] {
  return drafts.flatMap((draft) => {
    if (draft.kind !== 'publish_release' || !draft.prerelease) return [];
    if (draft.makeLatest !== 'true') return [];
    const details = { expected: 'a full release, or not as the latest', found: 'a prerelease' };
    return [refusal('config.invalid', { subject: `${draftSubject(draft)}, latest`, ...details })];
  });
}

/** The newest section must be this version's, so that no entry of another is announced as its. */
function changelogProblems({ discovery }: CheckContext['selection']): readonly Refusal[] {
  const { notes, version, config } = discovery;
  if (notes.kind !== 'changelog') return [];
  const released = notes.sections.filter((section) => section.version.toLowerCase() !== unreleased);
  const own = released.filter((section) => section.version === version.text);
  const [newest] = released;
  if (own.length > 1) {
    const found = `${own.length}, at lines ${own.map(({ line }) => line).join(', ')}`;
    const expected = `one section ${version.text}`;
    return [refusal('version.disagrees', { subject: notes.file, expected, found })];
  }
  if (newest === undefined || newest.version === version.text || config.version.backport) return [];
  return [
    refusal('version.disagrees', {
      subject: `${notes.file}:${newest.line}`,
      expected: `${version.text} as the newest section`,
      found: visibleText(newest.version),
    }),
  ];
}

/** Objects where the version does not come after every one that it is measured by. */
export function checkVersionStep({ selection }: CheckContext): CheckOutcome {
  const { discovery, drafts } = selection;
  const { version, tagged, config } = discovery;
  const measuring = measuringVersions(
    version,
    tagged.map((candidate) => candidate.version),
  );
  const newest = measuring.toSorted(compareVersions).at(-1);
  const same = measuring.find((candidate) => compareVersions(candidate, version) === 0);
  const tooOld = newest !== undefined && compareVersions(version, newest) < 0;
  const expected = newest === undefined ? 'a first version' : `a version after ${newest.text}`;
  const found =
    same === undefined ? version.text : `${version.text}, which is tagged as ${same.text}`;
  const why = refusal('version.not_newer', { subject: config.version.file, expected, found });
  const retag = same !== undefined && taggedAtHead(discovery);
  const refusedStep = (same !== undefined && !retag) || (tooOld && !config.version.backport);
  return {
    check: 'version_step',
    configured: true,
    expected,
    found: version.text,
    objections: refusedStep
      ? [
          objection(
            'version_step',
            drafts.map(({ name }) => name),
            why,
          ),
        ]
      : [],
  };
}

/** A version that is tagged at the very commit that is published may still need its release. */
function taggedAtHead({ version, tagged, head }: CheckContext['selection']['discovery']): boolean {
  const same = tagged.filter((candidate) => compareVersions(candidate.version, version) === 0);
  return same.every(
    (candidate) => candidate.version.text === version.text && candidate.tag.commit === head.commit,
  );
}
