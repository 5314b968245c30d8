// SPDX-License-Identifier: Apache-2.0
// Commit objects: header lines in git's fixed order, an empty line, the message exactly as given.

import { formatIdentity, type GitIdentity, parseIdentity } from './git-identity.ts';
import { joinHeaders, splitHeaders } from './object-headers.ts';

/** The fields of a commit; `signature` is the armoured text of its `gpgsig` header. */
export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: GitIdentity;
  readonly committer: GitIdentity;
  readonly signature: string | null;
  readonly message: string;
}

/** Encodes a commit as git stores it. */
export function encodeCommit(commit: CommitObject): Buffer {
  const headers: [string, string][] = [['tree', commit.tree]];
  for (const parent of commit.parents) {
    headers.push(['parent', parent]);
  }
  headers.push(['author', formatIdentity(commit.author)]);
  headers.push(['committer', formatIdentity(commit.committer)]);
  if (commit.signature !== null) {
    headers.push(['gpgsig', commit.signature]);
  }
  return joinHeaders(headers, commit.message);
}

/** Decodes a stored commit; throws when a header that git demands is missing. */
export function parseCommit(content: Buffer): CommitObject {
  const { headers, message } = splitHeaders(content);
  const first = (name: string): string | undefined =>
    headers.find(([header]) => header === name)?.[1];
  const tree = first('tree');
  const author = first('author');
  const committer = first('committer');
  if (tree === undefined || author === undefined || committer === undefined) {
    throw new Error('commit object expected tree, author and committer headers');
  }
  return {
    tree,
    parents: headers.filter(([name]) => name === 'parent').map(([, value]) => value),
    author: parseIdentity(author),
    committer: parseIdentity(committer),
    signature: first('gpgsig') ?? null,
    message,
  };
}
