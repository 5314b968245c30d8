// SPDX-License-Identifier: Apache-2.0
// What every git object has in common: its type and size are hashed before its content.
import { concatBytes } from '../encoding/bytes.ts';
import { sha1Hex } from '../encoding/sha1.ts';
import { utf8Encode } from '../encoding/utf8.ts';
import { refused, accepted, type Parsed } from '../schema/parsed.ts';
import type { GitObjectId } from './object-id.ts';

/** The four kinds of git object. */
export type GitObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** The id that git gives an object of `type` with exactly these bytes. */
export function objectId(type: GitObjectType, content: Uint8Array): GitObjectId {
  const header = utf8Encode(`${type} ${content.length}\0`);
  return sha1Hex(concatBytes([header, content])) as GitObjectId;
}

/**
 * Accepts the message of a commit or a tag: well-formed, without NUL, which would hide the rest
 * of the message from git.
 */
export function parseGitMessage(text: string): Parsed<string> {
  if (!text.isWellFormed()) return refused('', 'well-formed Unicode', 'a lone surrogate');
  const nul = text.indexOf('\0');
  return nul < 0 ? accepted(text) : refused('', 'a message without NUL', `NUL at index ${nul}`);
}

/**
 * Header lines, an empty line, and the message byte for byte: no newline is added at its end.
 *
 * @throws RangeError for a message that `parseGitMessage` refuses.
 */
export function encodeHeadersAndMessage(headers: readonly string[], message: string): Uint8Array {
  const parsed = parseGitMessage(message);
  if (!parsed.ok) {
    throw new RangeError(`expected ${parsed.problem.expected}, found ${parsed.problem.found}`);
  }
  return utf8Encode(`${headers.join('\n')}\n\n${message}`);
}
