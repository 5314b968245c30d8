// SPDX-License-Identifier: Apache-2.0
// Commit objects, spelled so that the id is known before the host has the commit.
import { encodePerson, type GitPerson } from './git-person.ts';
import { encodeHeadersAndMessage, objectId } from './object-encoding.ts';
import type { GitObjectId } from './object-id.ts';

/** What a commit says. */
export interface CommitContent {
  readonly tree: GitObjectId;
  readonly parents: readonly GitObjectId[];
  readonly author: GitPerson;
  readonly committer: GitPerson;
  readonly message: string;
}

/**
 * The exact bytes of an unsigned commit.
 *
 * The message is written byte for byte. GitHub's `POST git/commits` does the same when author and
 * committer are given, so the id computed here is the one it answers with.
 *
 * @throws RangeError for people or a message that git cannot write down unchanged.
 */
export function encodeCommit(commit: CommitContent): Uint8Array {
  const headers = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${encodePerson(commit.author)}`,
    `committer ${encodePerson(commit.committer)}`,
  ];
  return encodeHeadersAndMessage(headers, commit.message);
}

/** The object id of a commit; throws as `encodeCommit` does. */
export function commitId(commit: CommitContent): GitObjectId {
  return objectId('commit', encodeCommit(commit));
}
