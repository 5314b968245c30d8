// SPDX-License-Identifier: Apache-2.0
// What a release file is, by its name. GitHub serves the file under the type that is sent with it,
// so the type is part of what is approved.
import { accepted, describeText, parsedText, refused, type Schema } from '@marketops/core';

const mediaTypePattern = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** Media types in lower case, without parameters. */
export const mediaTypeSchema: Schema<string> = parsedText(
  (mediaType) =>
    mediaTypePattern.test(mediaType)
      ? accepted(mediaType)
      : refused('', 'a lower-case media type such as application/gzip', describeText(mediaType)),
  { pattern: mediaTypePattern.source },
);

/** Endings in lower case; the first that fits decides. */
const endings: readonly (readonly [string, string])[] = [
  ['.tar.gz', 'application/gzip'],
  ['.tgz', 'application/gzip'],
  ['.gz', 'application/gzip'],
  ['.zip', 'application/zip'],
  ['.tar', 'application/x-tar'],
  ['.tar.xz', 'application/x-xz'],
  ['.xz', 'application/x-xz'],
  ['.tar.zst', 'application/zstd'],
  ['.zst', 'application/zstd'],
  ['.bz2', 'application/x-bzip2'],
  ['.7z', 'application/x-7z-compressed'],
  ['.json', 'application/json'],
  ['.jsonl', 'application/jsonl'],
  ['.txt', 'text/plain'],
  ['.md', 'text/markdown'],
  ['.html', 'text/html'],
  ['.css', 'text/css'],
  ['.js', 'text/javascript'],
  ['.mjs', 'text/javascript'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.pdf', 'application/pdf'],
  ['.wasm', 'application/wasm'],
  ['.deb', 'application/vnd.debian.binary-package'],
  ['.rpm', 'application/x-rpm'],
  ['.dmg', 'application/x-apple-diskimage'],
  ['.sha256', 'text/plain'],
  ['sums', 'text/plain'],
];

/** The media type of a file of this name, `application/octet-stream` where none is known. */
export function mediaTypeOf(name: string): string {
  const folded = name.toLowerCase();
  const known = endings.find(([ending]) => folded.endsWith(ending));
  return known?.[1] ?? 'application/octet-stream';
}
