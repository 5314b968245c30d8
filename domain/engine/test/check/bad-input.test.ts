// SPDX-License-Identifier: Apache-2.0
// Everything that can be wrong with a project or with what GitHub holds, one thing at a time: what
// does not ship says its code, what was expected and what was found, and nothing that belongs with
// it ships either.
import { describe, expect, it } from 'vitest';
import { digestOfBytes, reasonEntry, utf8Encode, type ReasonCode } from '@marketops/core';
import { sampleConfig, sampleProject, testCommit, type SampleProject } from '@marketops/testkit';
import { configWithOperation, dryRun } from '../sample-runs.ts';

interface BadInput {
  readonly name: string;
  readonly spoil: (sample: SampleProject) => void;
  readonly subject: string;
  readonly code: ReasonCode;
  readonly expected: string;
  readonly found: string;
}

const artifact = 'dist/lantern-1.2.0.txt';
const head = testCommit('head');

function release(sample: SampleProject, members: Parameters<typeof configWithOperation>[1]): void {
  sample.project.configuration = configWithOperation('release', members);
}

function addAsset(sample: SampleProject, name: string, content = 'more\n'): void {
  sample.project.files.set(`dist/${name}`, content);
  release(sample, { assets: [{ path: 'dist/*' }], checksums: null });
}

const badFiles: readonly BadInput[] = [
  {
    name: 'a file that is missing',
    spoil: ({ project }) => project.files.delete(artifact),
    subject: 'publish_release "release"',
    code: 'project.file_missing',
    expected: 'a file dist/*.txt among the artifacts',
    found: 'none',
  },
  {
    name: 'a pull-request file that is missing',
    spoil: ({ project }) => project.files.delete('build/install.md'),
    subject: 'build/install.md',
    code: 'project.file_missing',
    expected: 'a file',
    found: 'none',
  },
  {
    name: 'a folder that is empty',
    spoil: (sample) => {
      const folders = [{ from: 'site', path: 'docs' }];
      sample.project.configuration = configWithOperation('docs', { folders });
    },
    subject: 'open_pr "docs"',
    code: 'project.file_missing',
    expected: 'files in site',
    found: 'none',
  },
  {
    name: 'a path that is changed twice',
    spoil: (sample) => {
      const members = { deletes: ['docs/install.md'] };
      sample.project.configuration = configWithOperation('docs', members);
    },
    subject: 'open_pr "docs"',
    code: 'project.path_invalid',
    expected: 'one change of each path',
    found: 'two of docs/install.md',
  },
  {
    name: 'an empty asset',
    spoil: (sample) => addAsset(sample, 'empty.txt', ''),
    subject: 'dist/empty.txt',
    code: 'asset.empty',
    expected: 'at least 1 byte',
    found: '0 bytes',
  },
  {
    name: 'an asset over 2 GiB',
    spoil: ({ project }) => project.sizes.set(artifact, 2 ** 31),
    subject: artifact,
    code: 'asset.too_large',
    expected: 'at most 2147483647 bytes',
    found: '2147483648 bytes',
  },
  {
    name: 'two assets whose names differ in case alone',
    spoil: (sample) => addAsset(sample, 'LANTERN-1.2.0.txt'),
    subject: artifact,
    code: 'asset.name_duplicate',
    expected: 'a name of its own',
    found: 'dist/LANTERN-1.2.0.txt has the same name',
  },
  {
    name: 'an asset name with a blank',
    spoil: (sample) => addAsset(sample, 'a b.txt'),
    subject: 'dist/a b.txt',
    code: 'asset.name_invalid',
    expected: 'a file name of letters, digits, ".", "_" and "-"',
    found: '"a b.txt"',
  },
  {
    name: 'an asset name with a bidirectional override',
    spoil: (sample) => addAsset(sample, 'a\u202Etxt.exe'),
    subject: 'dist/a⟨U+202E⟩txt.exe',
    code: 'asset.name_invalid',
    expected: 'a file name of letters, digits, ".", "_" and "-"',
    found: '"a⟨U+202E⟩txt.exe"',
  },
  {
    name: 'an asset name with a zero-width space',
    spoil: (sample) => addAsset(sample, 'a\u200Bb'),
    subject: 'dist/a⟨U+200B⟩b',
    code: 'asset.name_invalid',
    expected: 'a file name of letters, digits, ".", "_" and "-"',
    found: '"a⟨U+200B⟩b"',
  },
  {
    name: 'an asset name with NUL',
    spoil: (sample) => addAsset(sample, 'a\0b'),
    subject: 'dist/a⟨U+0000⟩b',
    code: 'asset.name_invalid',
    expected: 'a file name of letters, digits, ".", "_" and "-"',
    found: '"a\\u0000b"',
  },
  {
    name: 'an asset name with ".."',
    spoil: (sample) => addAsset(sample, 'a..b'),
    subject: 'dist/a..b',
    code: 'asset.name_invalid',
    expected: 'a file name whose dots stand alone, between others',
    found: '"a..b"',
  },
];

const badChecksums: readonly BadInput[] = [
  {
    name: 'a file that is not what its checksum says',
    spoil: ({ project }) => project.files.set(artifact, 'another lantern\n'),
    subject: artifact,
    code: 'checksum.mismatch',
    expected: `SHA-256 ${digestOfBytes(utf8Encode('a lantern, built\n'))}, as dist/SHA256SUMS says`,
    found: digestOfBytes(utf8Encode('another lantern\n')),
  },
  {
    name: 'a file without a checksum',
    spoil: ({ project }) => project.files.set('dist/more.txt', 'more\n'),
    subject: 'dist/more.txt',
    code: 'checksum.missing',
    expected: 'a line for more.txt in dist/SHA256SUMS',
    found: 'none',
  },
  {
    name: 'a checksum of a file that is not released',
    spoil: ({ project }) => {
      const sums = String(project.files.get('dist/SHA256SUMS'));
      project.files.set('dist/SHA256SUMS', `${sums}${'0'.repeat(64)}  gone.txt\n`);
    },
    subject: 'dist/SHA256SUMS, gone.txt',
    code: 'checksum.unmatched',
    expected: 'the name of a file of the release',
    found: 'no such file',
  },
  {
    name: 'a checksums file of another form',
    spoil: ({ project }) => project.files.set('dist/SHA256SUMS', 'lantern-1.2.0.txt: abc\n'),
    subject: 'dist/SHA256SUMS:1',
    code: 'checksum.malformed',
    expected: 'a SHA-256 digest, two spaces and a file name',
    found: '"lantern-1.2.0.txt: abc"',
  },
  {
    name: 'a checksums file that names a file twice',
    spoil: ({ project }) => {
      const sums = String(project.files.get('dist/SHA256SUMS'));
      project.files.set('dist/SHA256SUMS', `${sums}${sums}`);
    },
    subject: 'dist/SHA256SUMS:2',
    code: 'checksum.malformed',
    expected: 'each name once',
    found: '"lantern-1.2.0.txt" twice',
  },
  {
    name: 'provenance that is missing',
    spoil: (sample) => release(sample, { provenance: ['dist/attestation.json'] }),
    subject: 'dist/attestation.json',
    code: 'provenance.missing',
    expected: 'a file',
    found: 'none',
  },
  {
    name: 'provenance of no known form',
    spoil: (sample) => {
      sample.project.files.set('attestation.json', '{"payload": "e30="}');
      release(sample, { provenance: ['attestation.json'] });
    },
    subject: 'attestation.json',
    code: 'provenance.malformed',
    expected: 'an in-toto statement, a DSSE envelope or a Sigstore bundle',
    found: 'something else',
  },
  {
    name: 'provenance of another file',
    spoil: (sample) => {
      const subject = [{ name: 'x', digest: { sha256: '0'.repeat(64) } }];
      sample.project.files.set('attestation.json', JSON.stringify({ subject }));
      release(sample, { provenance: ['attestation.json'] });
    },
    subject: artifact,
    code: 'provenance.mismatch',
    expected: `an attestation of SHA-256 ${digestOfBytes(utf8Encode('a lantern, built\n'))}`,
    found: 'none in attestation.json',
  },
];

const badTexts: readonly BadInput[] = [
  {
    name: 'notes with a bidirectional override',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', '## 1.2.0\n\n- It \u202Edecodes.\n');
    },
    subject: 'publish_release "release", body',
    code: 'text.hidden_character',
    expected: 'characters that a reader sees',
    found: 'bidirectional embedding or override U+202E at line 1, column 6',
  },
  {
    name: 'notes with a script link',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', '## 1.2.0\n\n- [It](javascript:x) decodes.\n');
    },
    subject: 'publish_release "release", body',
    code: 'text.link_unsafe',
    expected: 'links by https, http or mailto to the host they show',
    found: 'javascript:x: scheme javascript',
  },
  {
    name: 'a body over the limit, its marker counted',
    spoil: ({ project }) => {
      project.files.set('CHANGELOG.md', `## 1.2.0\n\n${'a'.repeat(125_000 - 55)}\n`);
    },
    subject: 'publish_release "release", body',
    code: 'text.too_long',
    expected: 'at most 124944 characters',
    found: '124945 characters',
  },
  {
    name: 'a title over the limit',
    spoil: (sample) => release(sample, { title: `{commit} ${'a'.repeat(216)}` }),
    subject: 'publish_release "release", title',
    code: 'text.too_long',
    expected: 'at most 256 characters',
    found: '257 characters',
  },
  {
    name: 'a body that holds a marker',
    spoil: (sample) => release(sample, { body: '<!-- marketops:op_1 --> {notes}' }),
    subject: 'publish_release "release", body',
    code: 'text.reserved',
    expected: 'a text without <!-- marketops:',
    found: 'one at line 1, column 1',
  },
  {
    name: 'a variable without a value',
    spoil: (sample) => {
      sample.project.history.tagged = [];
      release(sample, { body: 'Since {previousTag}.' });
    },
    subject: 'publish_release "release", body',
    code: 'text.empty',
    expected: 'a value for {previousTag}, the tag of the version before it',
    found: 'none in this run',
  },
  {
    name: 'a branch that git does not take',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { branch: 'docs..{version}' });
    },
    subject: 'open_pr "docs", branch',
    code: 'project.name_invalid',
    expected: 'a name without ".." and "@{"',
    found: '"docs..1.2.0"',
  },
  {
    name: 'a branch that is the base',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { branch: 'main' });
    },
    subject: 'open_pr "docs", branch',
    code: 'project.name_invalid',
    expected: 'another branch than the base',
    found: 'main',
  },
];

const badVersions: readonly BadInput[] = [
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
    expected: 'a version after 2.0.0',
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
    expected: 'a version after 1.2.0',
    found: '1.2.0, which is tagged as 1.2.0',
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

const badRepositories: readonly BadInput[] = [
  {
    name: 'a commit that is not on GitHub',
    spoil: ({ repositories }) => {
      repositories.push('main', { 'docs/install.md': '# Install 1.1.0\n' }, testCommit('other'));
      repositories.commits.delete(head);
    },
    subject: 'tag_repo "tag"',
    code: 'plan.commit_not_on_github',
    expected: `commit ${head} on GitHub`,
    found: 'HTTP 404',
  },
  {
    name: 'a tag that is there and leads elsewhere',
    spoil: ({ repositories }) => {
      const oid = testCommit('elsewhere');
      repositories.tags.set('v1.2.0', { oid, annotated: false, targetCommit: oid });
    },
    subject: 'tag v1.2.0',
    code: 'plan.tag_exists',
    expected: 'no such tag',
    found: `${testCommit('elsewhere')}, which leads to ${testCommit('elsewhere')}`,
  },
  {
    name: 'an existing tag that is not there',
    spoil: (sample) => {
      const members = { kind: 'publish_release', existingTag: true, name: 'release' };
      const { operations } = sampleConfig as { operations: readonly object[] };
      const only = [{ ...operations[1], ...members }];
      sample.project.configuration = { ...sampleConfig, operations: only };
    },
    subject: 'tag v1.2.0',
    code: 'plan.tag_missing',
    expected: 'a tag on GitHub',
    found: 'none',
  },
  {
    name: 'a release that is published',
    spoil: ({ repositories }) => {
      repositories.releases.set('v1.2.0', 'https://github.example/acme/lantern/releases/1');
    },
    subject: 'tag v1.2.0',
    code: 'plan.release_exists',
    expected: 'no release of this tag',
    found: 'https://github.example/acme/lantern/releases/1',
  },
  {
    name: 'a base branch that is not there',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { base: 'next' });
    },
    subject: 'branch next',
    code: 'plan.branch_missing',
    expected: 'a branch on GitHub',
    found: 'none',
  },
  {
    name: 'a branch that is there',
    spoil: ({ repositories }) => repositories.branches.set('docs/1.2.0', head),
    subject: 'branch docs/1.2.0',
    code: 'plan.branch_exists',
    expected: 'no such branch',
    found: `one at ${head}`,
  },
  {
    name: 'a pull request that is open',
    spoil: ({ repositories }) => {
      repositories.pullRequests.set('docs/1.2.0', 'https://github.example/acme/lantern/pull/7');
    },
    subject: 'branch docs/1.2.0',
    code: 'plan.pull_request_open',
    expected: 'no open pull request',
    found: 'https://github.example/acme/lantern/pull/7',
  },
  {
    name: 'a folder of the base that is not what its id says',
    spoil: ({ repositories }) => {
      for (const [oid, entries] of repositories.trees) {
        repositories.trees.set(oid, entries.slice(0, 0));
      }
    },
    subject: 'main:/',
    code: 'plan.tree_unreadable',
    expected: 'entries that make up tree 2af9cd0841e0ffca0c31cde389802c7b6c50a4a3',
    found: 'others',
  },
  {
    name: 'a deletion of a file that is not there',
    spoil: (sample) => {
      sample.project.configuration = configWithOperation('docs', { deletes: ['docs/gone.md'] });
    },
    subject: 'main:docs/gone.md',
    code: 'plan.tree_unreadable',
    expected: 'a file on the base branch to delete',
    found: 'none',
  },
];

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
