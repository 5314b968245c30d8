// SPDX-License-Identifier: Apache-2.0
// Patterns of file paths: `*` and `?` inside one segment, and `**` as a whole segment for any number
// of folders. No braces, no classes, no negation, so that what a pattern takes can be seen.
import {
  accepted,
  describeText,
  parseTreePath,
  parsedText,
  refused,
  type Parsed,
  type Schema,
} from '@marketops/core';

/** How many segments of `**` a pattern may have: more of them only take time. */
const anyFoldersMax = 2;

/** Accepts a pattern whose fixed parts are a path inside the project. */
export function parseFilePattern(pattern: string): Parsed<string> {
  const asPath = parseTreePath(pattern.replaceAll(/[*?]/g, 'x'));
  if (!asPath.ok) return refused('', asPath.problem.expected, describeText(pattern));
  const segments = pattern.split('/');
  if (segments.some((segment) => segment.includes('**') && segment !== '**')) {
    return refused('', '"**" only as a whole segment', describeText(pattern));
  }
  if (/[[\]{}!]/.test(pattern)) {
    return refused('', 'a pattern of names, "*", "?" and "**"', describeText(pattern));
  }
  if (segments.filter((segment) => segment === '**').length > anyFoldersMax) {
    return refused('', `at most ${anyFoldersMax} segments "**"`, describeText(pattern));
  }
  return segments.at(-1) === '**' ? accepted(`${pattern}/*`) : accepted(pattern);
}

/** File patterns; one that ends in `**` is read as ending in `**` and `*`. */
export const filePatternSchema: Schema<string> = parsedText(parseFilePattern, {});

/** Whether a path is one that a parsed pattern takes. A leading `.` needs no mention. */
export function matchesFilePattern(pattern: string, path: string): boolean {
  return matchSegments(pattern.split('/'), path.split('/'));
}

function matchSegments(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') {
    return path.some((_, index) => matchSegments(rest, path.slice(index)));
  }
  const [segment, ...remaining] = path;
  return segment !== undefined && matchSegment(first, segment) && matchSegments(rest, remaining);
}

/** Matches by going back to the last `*` alone, which is enough and takes no exponential time. */
function matchSegment(pattern: string, segment: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let retry = 0;
  while (at < segment.length) {
    const expected = pattern[inPattern];
    if (expected === '*') {
      star = inPattern;
      retry = at;
      inPattern += 1;
    } else if (expected === '?' || expected === segment[at]) {
      inPattern += 1;
      at += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
