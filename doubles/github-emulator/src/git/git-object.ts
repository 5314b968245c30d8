// SPDX-License-Identifier: Apache-2.0
// Names a git object the way git does: SHA-1 over a header and the content. The emulator computes ids
// itself so that a publisher with a faulty encoder is found out instead of being agreed with.

import { createHash } from 'node:crypto';

/** The four kinds of object that a git repository stores. */
export type GitObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** One stored object: its kind and its content without git's header. */
export interface GitObject {
  readonly type: GitObjectType;
  readonly content: Buffer;
}

/** Computes the 40-digit hexadecimal id of an object. */
export function gitObjectId(type: GitObjectType, content: Uint8Array): string {
  const hash = createHash('sha1');
  hash.update(`${type} ${content.byteLength}\0`);
  hash.update(content);
  return hash.digest('hex');
}

/** Tells whether text is a full object id: 40 lower-case hexadecimal digits. */
export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
