// SPDX-License-Identifier: Apache-2.0
// GitHub as it stood before the effects of the approved plan's own operations. A run that continues
// plans over it, so that what the plan itself has brought about does not make the plan stale.
//
// Only what an operation settled `success` has made is left out, and only while GitHub holds exactly
// that: the approved tag object, the release of that id, the branch at that commit, the pull request
// of that number. Whatever differs is shown, and objected to, as in any other run. Nothing is
// published on the strength of this view: the publisher looks for itself before every effect.
import type { GitHubReply, Operation, PublicationResult } from '@marketops/core';
import type { EarlierOperation } from '../port/earlier-operation.ts';
import type { RepositoryReader, RepositoryReaders } from '../port/repository-reader.ts';

/** Opens repositories as they stood before these operations; without any, as they stand. */
export function beforeOwnEffects(
  readers: RepositoryReaders,
  earlier: readonly EarlierOperation[],
): RepositoryReaders {
  const effects = earlier.flatMap(effectsOf);
  if (effects.length === 0) return readers;
  return {
    open: async (fullName) => {
      const reply = await readers.open(fullName);
      if (!reply.ok || reply.value === null) return reply;
      return { ...reply, value: readerBefore(reply.value, effects) };
    },
  };
}

/** One thing that GitHub holds because of an operation. */
type OwnEffect =
  | { readonly kind: 'tag'; readonly name: string; readonly oid: string }
  | { readonly kind: 'release'; readonly tagName: string; readonly releaseId: number }
  | { readonly kind: 'branch'; readonly name: string; readonly commit: string }
  | { readonly kind: 'pull_request'; readonly number: number };

function effectsOf({ operation, outcome }: EarlierOperation): readonly OwnEffect[] {
  const { status, result } = outcome;
  return status === 'success' && result !== null ? effectsOfResult(operation, result) : [];
}

function effectsOfResult(operation: Operation, result: PublicationResult): readonly OwnEffect[] {
  if (operation.kind === 'tag_repo' && result.kind === 'tag_repo') {
    return [{ kind: 'tag', name: operation.tag.name, oid: result.tagOid }];
  }
  if (operation.kind === 'publish_release' && result.kind === 'publish_release') {
    const { name: tagName, mustExist } = operation.tag;
    const release = { kind: 'release', tagName, releaseId: result.releaseId } as const;
    // A tag that had to exist is not the release's doing.
    return mustExist ? [release] : [release, { kind: 'tag', name: tagName, oid: result.tagOid }];
  }
  if (operation.kind === 'open_pr' && result.kind === 'open_pr') {
    // A fenced first attempt may have left the planned branch beside the one that was used.
    const names = new Set([operation.head.branch, result.branch]);
    return [
      ...[...names].map((name) => ({ kind: 'branch', name, commit: result.headOid }) as const),
      { kind: 'pull_request', number: result.number },
    ];
  }
  return [];
}

function readerBefore(reader: RepositoryReader, effects: readonly OwnEffect[]): RepositoryReader {
  const { identity, defaultBranch, archived, credential } = reader;
  const isOwn = (matches: (effect: OwnEffect) => boolean) => effects.some(matches);
  return {
    identity,
    defaultBranch,
    archived,
    credential,
    commit: (oid) => reader.commit(oid),
    tree: (oid) => reader.tree(oid),
    tag: async (name) =>
      without(await reader.tag(name), ({ oid }) =>
        isOwn((own) => own.kind === 'tag' && own.name === name && own.oid === oid),
      ),
    branch: async (name) =>
      without(await reader.branch(name), ({ commit }) =>
        isOwn((own) => own.kind === 'branch' && own.name === name && own.commit === commit),
      ),
    publishedRelease: async (tag) =>
      without(await reader.publishedRelease(tag), ({ releaseId }) =>
        isOwn(
          (own) => own.kind === 'release' && own.tagName === tag && own.releaseId === releaseId,
        ),
      ),
    openPullRequest: async (head) =>
      without(await reader.openPullRequest(head), ({ number }) =>
        isOwn((own) => own.kind === 'pull_request' && own.number === number),
      ),
  };
}

/** The answer, or that GitHub holds nothing where what it holds is our own. */
function without<T>(
  reply: GitHubReply<T | null>,
  isOwn: (value: T) => boolean,
): GitHubReply<T | null> {
  if (!reply.ok || reply.value === null || !isOwn(reply.value)) return reply;
  return { ...reply, value: null };
}
