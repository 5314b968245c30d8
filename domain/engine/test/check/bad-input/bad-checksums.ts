// SPDX-License-Identifier: Apache-2.0
// Checksums that do not agree with the files.
import { digestOfBytes, utf8Encode } from '@marketops/core';
import { artifact, release, type BadInput } from './spoilt-project.ts';

/** Checksums that do not agree with the files. */
export const badChecksums: readonly BadInput[] = [
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
