// SPDX-License-Identifier: Apache-2.0
// The version says the same everywhere.
import { refusal, visibleText, type Refusal } from '@marketops/core';
import { draftSubject } from '../draft/operation-draft.ts';
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
