// SPDX-License-Identifier: Apache-2.0
// Questions about the commit graph: ancestry, merge bases, and the commits one line has that another
// has not. Every walk visits a commit once.

import { type CommitObject, parseCommit } from './commit-object.ts';
import type { GitObjectStore } from './git-object-store.ts';
import { parseTag } from './tag-object.ts';

/** A commit with its id. */
export interface NamedCommit {
  readonly id: string;
  readonly commit: CommitObject;
}

/** Reads a commit; undefined when the store holds no commit of that id. */
export function findCommit(store: GitObjectStore, id: string): NamedCommit | undefined {
  const content = store.content(id, 'commit');
  return content === undefined ? undefined : { id, commit: parseCommit(content) };
}

/** Follows annotated tags down to the commit they name; undefined when there is none. */
export function peelToCommit(store: GitObjectStore, id: string): NamedCommit | undefined {
  let at = id;
  for (;;) {
    const tag = store.content(at, 'tag');
    if (tag === undefined) {
      return findCommit(store, at);
    }
    at = parseTag(tag).object;
  }
}

/** Lists a commit and all its ancestors, newest committer date first. */
export function commitsFrom(store: GitObjectStore, id: string): NamedCommit[] {
  const seen = new Set<string>();
  const found: NamedCommit[] = [];
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const commit = seen.has(next) ? undefined : findCommit(store, next);
    seen.add(next);
    if (commit !== undefined) {
      found.push(commit);
      waiting.push(...commit.commit.parents);
    }
  }
  return found.toSorted(
    (left, right) => right.commit.committer.seconds - left.commit.committer.seconds,
  );
}

/** Tells whether one commit is reachable from another; a commit is its own ancestor. */
export function isAncestor(store: GitObjectStore, ancestor: string, descendant: string): boolean {
  return commitsFrom(store, descendant).some((commit) => commit.id === ancestor);
}

/** Lists the commits reachable from `head` and not from `base`, oldest first. */
export function commitsBetween(store: GitObjectStore, base: string, head: string): NamedCommit[] {
  const excluded = new Set(commitsFrom(store, base).map((commit) => commit.id));
  return commitsFrom(store, head)
    .filter((commit) => !excluded.has(commit.id))
    .toReversed();
}

/** Finds the newest commit that both lines share; undefined for unrelated histories. */
export function mergeBase(
  store: GitObjectStore,
  left: string,
  right: string,
): NamedCommit | undefined {
  const ours = new Set(commitsFrom(store, left).map((commit) => commit.id));
  return commitsFrom(store, right).find((commit) => ours.has(commit.id));
}
