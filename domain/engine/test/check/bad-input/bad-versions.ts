// SPDX-License-Identifier: Apache-2.0
// Versions, manifests and notes that do not agree.
import { sampleConfig, testCommit } from '@marketops/testkit';
import { configWithOperation } from '../../sample-runs.ts';
import { head, type BadInput } from './spoilt-project.ts';

/** Versions, manifests and notes that do not agree. */
export const badVersions: readonly BadInput[] = [
  {
    name: 'a version that the changelog does not know',
    spoil: ({ project }) => project.files.set('CHANGELOG.md', '## 1.1.0\n\n- It encodes.\n'),
    subject: 'CHANGELOG.md',
    code: 'notes.missing',
    expected: 'a section 1.2.0',
    found: 'none',
  },
  {
    name: 'a changelog whose newest section is of another version',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', '## 1.3.0\n\n- Later.\n\n## 1.2.0\n\n- It decodes.\n');
    },
    subject: 'CHANGELOG.md:1',
    code: 'version.disagrees',
    expected: '1.2.0 as the newest section',
    found: '1.3.0',
  },
  {
    name: 'a changelog with two sections of the version',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', '## 1.2.0\n\n- It decodes.\n\n## 1.2.0\n\n- Twice.\n');
    },
    subject: 'CHANGELOG.md',
    code: 'version.disagrees',
    expected: 'one section 1.2.0',
    found: '2, at lines 1, 5',
  },
  {
    name: 'notes of headings alone',
    spoil: ({ project }) => project.files.set('CHANGELOG.md', '## 1.2.0\n\n### Added\n\n-\n'),
    subject: 'CHANGELOG.md',
    code: 'notes.empty',
    expected: 'at least one entry that tells readers something',
    found: 'headings alone',
  },
  {
    name: 'commits that tell readers nothing',
    spoil: ({ project }) => {
      project.configuration = { ...sampleConfig, notes: { source: 'conventional_commits' } };
      project.history.messages = [{ commit: head, message: 'wip' }];
    },
    subject: 'commit messages',
    code: 'notes.empty',
    expected: 'at least one entry that tells readers something',
    found: 'none in 1 commits',
  },
  {
    name: 'a version older than the newest tag',
    spoil: ({ project }) => {
      const later = { name: 'v2.0.0', commit: testCommit('2.0.0'), reachable: true };
      project.history.tagged = [...project.history.tagged, later];
    },
    subject: 'package.json',
    code: 'version.not_newer',
    expected: 'a version after 2.0.0, the newest that is tagged',
    found: '1.2.0',
  },
  {
    name: 'a version that is tagged elsewhere',
    spoil: ({ project }) => {
      project.history.tagged = [
        { name: 'v1.2.0', commit: testCommit('another'), reachable: false },
      ];
    },
    subject: 'package.json',
    code: 'version.not_newer',
    expected: 'a version after 1.2.0, the newest that is tagged',
    found: `1.2.0, which tag v1.2.0 on commit ${testCommit('another').slice(0, 12)} has already`,
  },
  {
    name: 'a tag of another version',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('tag', { tag: 'release-{version}' });
    },
    subject: 'tag_repo "tag"',
    code: 'version.disagrees',
    expected: 'tag v1.2.0',
    found: 'release-1.2.0',
  },
  {
    name: 'a prerelease that is to be the latest release',
    spoil: (sample) => {
      const members = { prerelease: 'always', latest: 'always' };
      sample.project.configuration = configWithOperation('release', members);
    },
    subject: 'publish_release "release", latest',
    code: 'config.invalid',
    expected: 'a full release, or not as the latest',
    found: 'a prerelease',
  },
  {
    name: 'files that differ from the commit',
    spoil: ({ project }) => {
      project.history.uncommittedPaths = ['src/a.ts', 'src/\u202Eb.ts'];
    },
    subject: 'project',
    code: 'project.uncommitted',
    expected: `the files of ${head}`,
    found: 'other content in src/a.ts, src/⟨U+202E⟩b.ts',
  },
];
