// SPDX-License-Identifier: Apache-2.0
// Annotated tag objects, spelled so that the id is known before the host has the tag.
import { encodePerson, type GitPerson } from './git-person.ts';
import { encodeHeadersAndMessage, objectId, type GitObjectType } from './object-encoding.ts';
import type { GitObjectId } from './object-id.ts';
import type { TagName } from './ref-name.ts';

/** What an annotated tag says. */
export interface AnnotatedTagContent {
  readonly object: GitObjectId;
  readonly objectType: GitObjectType;
  readonly tagName: TagName;
  readonly tagger: GitPerson;
  readonly message: string;
}

/**
 * The exact bytes of an unsigned annotated tag.
 *
 * The message is written byte for byte, as GitHub's `POST git/tags` does when a tagger is given.
 * `git tag -m` ends its messages with a newline, so a tag made there has another id unless the
 * message ends with one here too.
 *
 * @throws RangeError for a tagger or a message that git cannot write down unchanged.
 */
export function encodeTag(tag: AnnotatedTagContent): Uint8Array {
  const headers = [
    `object ${tag.object}`,
    `type ${tag.objectType}`,
    `tag ${tag.tagName}`,
    `tagger ${encodePerson(tag.tagger)}`,
  ];
  return encodeHeadersAndMessage(headers, tag.message);
}

/** The object id of an annotated tag; throws as `encodeTag` does. */
export function annotatedTagId(tag: AnnotatedTagContent): GitObjectId {
  return objectId('tag', encodeTag(tag));
}
