// SPDX-License-Identifier: Apache-2.0
// Reads a checksums file in the form that `sha256sum` writes and checks: a digest, a space, a space
// or `*`, a name. Anything else refuses the whole file, since a line that is skipped is not checked.
import {
  accepted,
  describeText,
  parseSha256Digest,
  refused,
  utf8Decode,
  visibleText,
  type Parsed,
  type Sha256Digest,
} from '@marketops/core';

const linePattern = /^([0-9a-fA-F]{64}) [ *](.+)$/;

/** Digests by the names that the file gives, without a leading `./`. */
export function readChecksums(bytes: Uint8Array): Parsed<ReadonlyMap<string, Sha256Digest>> {
  const text = utf8Decode(bytes);
  if (!text.ok) return text;
  const digests = new Map<string, Sha256Digest>();
  const lines = text.value.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const path = `/${index + 1}`;
    const [, hex = '', written = ''] = linePattern.exec(line) ?? [];
    const digest = parseSha256Digest(hex.toLowerCase());
    if (!digest.ok) {
      const expected = 'a SHA-256 digest, two spaces and a file name';
      return refused(path, expected, visibleText(describeText(line)));
    }
    const name = written.replace(/^\.\//, '');
    if (digests.has(name)) {
      return refused(path, 'each name once', `${visibleText(describeText(name))} twice`);
    }
    digests.set(name, digest.value);
  }
  return accepted(digests);
}
