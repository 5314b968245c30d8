// SPDX-License-Identifier: Apache-2.0
// Where a file lies in a repository. A path that leaves the tree, that reaches git's own folder on
// any file system, or that holds a backslash, which separates on Windows, is refused.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';

declare const treePathBrand: unique symbol;

/** The path of a file from the root of a repository, its segments joined by "/". */
export type TreePath = string & { readonly [treePathBrand]: true };

/** Characters in a path at most. */
const treePathCharactersMax = 1024;

/** Characters in one segment of a path at most, as file systems have it. */
const treePathSegmentCharactersMax = 255;

/**
 * Names that some file system takes for `.git`: in any case, by its short name on NTFS, with the
 * trailing dots and spaces that Windows drops, or with a stream after a colon.
 */
const gitFolder = /^(?:\.git|git~1)[ .]*(?::|$)/i;

/** Accepts a relative path in printable ASCII, such as `docs/index.html`. */
export function parseTreePath(text: string): Parsed<TreePath> {
  if (text === '' || text.length > treePathCharactersMax) {
    return refused(
      '',
      `a path of 1 to ${treePathCharactersMax} characters`,
      `${text.length} characters`,
    );
  }
  if (/[^ -~]|\\/.test(text)) {
    return refused('', 'a path in printable ASCII without backslashes', describeText(text));
  }
  if (text.startsWith('/')) {
    return refused('', 'a path from the root of the repository', describeText(text));
  }
  const broken = text
    .split('/')
    .map(checkSegment)
    .find((parsed) => !parsed.ok);
  return broken === undefined || broken.ok ? accepted(text as TreePath) : broken;
}

function checkSegment(segment: string): Parsed<string> {
  if (segment === '' || segment === '.' || segment === '..') {
    return refused('', 'segments other than "", "." and ".."', describeText(segment));
  }
  if (segment.length > treePathSegmentCharactersMax) {
    return refused(
      '',
      `segments of at most ${treePathSegmentCharactersMax} characters`,
      `${segment.length} characters`,
    );
  }
  if (gitFolder.test(segment)) {
    return refused('', "a path outside git's own folder", describeText(segment));
  }
  return accepted(segment);
}
