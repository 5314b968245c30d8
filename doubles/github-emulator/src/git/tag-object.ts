// SPDX-License-Identifier: Apache-2.0
// Annotated tag objects, encoded and decoded byte for byte.

import { formatIdentity, type GitIdentity, parseIdentity } from './git-identity.ts';
import type { GitObjectType } from './git-object.ts';
import { joinHeaders, splitHeaders } from './object-headers.ts';

const objectTypes: readonly GitObjectType[] = ['blob', 'tree', 'commit', 'tag'];

/** The fields of an annotated tag; `tagger` is null in tags of very old repositories. */
export interface TagObject {
  readonly object: string;
  readonly type: GitObjectType;
  readonly tag: string;
  readonly tagger: GitIdentity | null;
  readonly message: string;
}

/** Encodes an annotated tag as git stores it. */
export function encodeTag(tag: TagObject): Buffer {
  const headers: [string, string][] = [
    ['object', tag.object],
    ['type', tag.type],
    ['tag', tag.tag],
  ];
  if (tag.tagger !== null) {
    headers.push(['tagger', formatIdentity(tag.tagger)]);
  }
  return joinHeaders(headers, tag.message);
}

/** Decodes a stored tag; throws when a header that git demands is missing. */
export function parseTag(content: Buffer): TagObject {
  const { headers, message } = splitHeaders(content);
  const fields = new Map(headers);
  const object = fields.get('object');
  const type = parseObjectType(fields.get('type'));
  const tag = fields.get('tag');
  if (object === undefined || type === undefined || tag === undefined) {
    throw new Error('tag object expected object, type and tag headers');
  }
  const tagger = fields.get('tagger');
  return {
    object,
    type,
    tag,
    tagger: tagger === undefined ? null : parseIdentity(tagger),
    message,
  };
}

/** Reads the name of an object kind; undefined when it is none of the four. */
export function parseObjectType(text: string | undefined): GitObjectType | undefined {
  return objectTypes.find((type) => type === text);
}
