// SPDX-License-Identifier: Apache-2.0
// The name of a git object: 40 lower-case hexadecimal digits, never shortened.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';

declare const gitObjectIdBrand: unique symbol;

/** A full SHA-1 object id, 40 lower-case hexadecimal digits. */
export type GitObjectId = string & { readonly [gitObjectIdBrand]: true };

const pattern = /^[0-9a-f]{40}$/;

/** Accepts a full object id; abbreviations are refused, since what they mean can change. */
export function parseGitObjectId(text: string): Parsed<GitObjectId> {
  return pattern.test(text)
    ? accepted(text as GitObjectId)
    : refused('', 'a full git object id, 40 lower-case hexadecimal digits', describeText(text));
}
