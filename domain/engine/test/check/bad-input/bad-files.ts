// SPDX-License-Identifier: Apache-2.0
// Files that cannot be shipped.
import { configWithOperation } from '../../sample-runs.ts';
import { addAsset, artifact, type BadInput } from './spoilt-project.ts';

/** Files that cannot be shipped. */
export const badFiles: readonly BadInput[] = [
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
