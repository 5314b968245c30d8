// SPDX-License-Identifier: Apache-2.0
// Names of tags and branches: what `git check-ref-format` accepts, and less. ASCII alone, so that
// two names that look alike are alike; nothing that git could read as another kind of name.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';

declare const tagNameBrand: unique symbol;
declare const branchNameBrand: unique symbol;

/** The name of a tag, without `refs/tags/`. */
export type TagName = string & { readonly [tagNameBrand]: true };

/** The name of a branch, without `refs/heads/`. */
export type BranchName = string & { readonly [branchNameBrand]: true };

/**
 * Characters in a name at most: file systems allow 255 bytes a path segment, and git needs a few
 * of them for its own lock files.
 */
const refNameCharactersMax = 200;

interface Rule {
  readonly forbidden: RegExp;
  readonly expected: string;
}

const rules: readonly Rule[] = [
  { forbidden: /^$/, expected: 'a name that is not empty' },
  { forbidden: /[^!-~]/, expected: 'a name in printable ASCII without spaces' },
  { forbidden: /[~^:?*[\\]/, expected: 'a name without ~ ^ : ? * [ and \\' },
  { forbidden: /\.\.|@\{/, expected: 'a name without ".." and "@{"' },
  { forbidden: /^-/, expected: 'a name that does not begin with "-"' },
  { forbidden: /^\/|\/$|\/\//, expected: 'a name whose "/" stand between parts' },
  { forbidden: /(?:^|\/)\./, expected: 'a name with no part that begins with "."' },
  { forbidden: /\.$|\.lock(?:\/|$)/, expected: 'a name with no part that ends in ".lock" or "."' },
  { forbidden: /^refs(?:\/|$)/i, expected: 'a name without the prefix "refs/"' },
  { forbidden: /^(?:@|HEAD)$/i, expected: 'a name other than "HEAD" and "@"' },
  {
    forbidden: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i,
    expected: 'a name that cannot be taken for an object id',
  },
];

/** Accepts the name of a tag, such as `v1.2.0`. */
export function parseTagName(text: string): Parsed<TagName> {
  const parsed = checkRefName(text);
  return parsed.ok ? accepted(text as TagName) : parsed;
}

/** Accepts the name of a branch, such as `docs/release-1.2`. */
export function parseBranchName(text: string): Parsed<BranchName> {
  const parsed = checkRefName(text);
  return parsed.ok ? accepted(text as BranchName) : parsed;
}

function checkRefName(text: string): Parsed<string> {
  if (text.length > refNameCharactersMax) {
    return refused(
      '',
      `a name of at most ${refNameCharactersMax} characters`,
      `${text.length} characters`,
    );
  }
  const broken = rules.find((rule) => rule.forbidden.test(text));
  return broken === undefined ? accepted(text) : refused('', broken.expected, describeText(text));
}
