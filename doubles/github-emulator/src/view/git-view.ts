// SPDX-License-Identifier: Apache-2.0
// Git objects and references as the git database routes show them.

import { parseCommit } from '../git/commit-object.ts';
import type { GitIdentity } from '../git/git-identity.ts';
import { objectTypeOfMode, type TreePath } from '../git/tree-object.ts';
import { parseTag } from '../git/tag-object.ts';
import type { JsonObject } from '../json.ts';
import type { Repository } from '../state/repository.ts';
import { repositoryUrl, repositoryWebUrl, type ViewContext } from './repository-view.ts';
import { encodedPath, isoTime, nodeId } from './web-names.ts';

const unsigned: JsonObject = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** A reference (`git-ref`). */
export function refView(
  context: ViewContext,
  repository: Repository,
  shown: { ref: string; id: string },
): JsonObject {
  const url = repositoryUrl(repository, context.origins);
  return {
    ref: shown.ref,
    node_id: nodeId('Ref', `${repository.id}:${shown.ref}`),
    url: `${url}/git/${encodedPath(shown.ref)}`,
    object: objectLink(context, repository, shown.id),
  };
}

/** A commit's message as GitHub shows it: without the line breaks at its end, which the object has. */
export function shownMessage(message: string): string {
  return message.replace(/\n+$/, '');
}

/** A commit of the git database (`git-commit`). */
export function gitCommitView(
  context: ViewContext,
  repository: Repository,
  shown: { id: string; content: Buffer },
): JsonObject {
  const commit = parseCommit(shown.content);
  const url = repositoryUrl(repository, context.origins);
  const web = repositoryWebUrl(repository, context.origins);
  return {
    sha: shown.id,
    node_id: nodeId('Commit', shown.id),
    url: `${url}/git/commits/${shown.id}`,
    html_url: `${web}/commit/${shown.id}`,
    author: identityView(commit.author),
    committer: identityView(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: shownMessage(commit.message),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${url}/git/commits/${parent}`,
      html_url: `${web}/commit/${parent}`,
    })),
    verification: verificationView(commit.signature),
  };
}

/** An annotated tag (`git-tag`). */
export function gitTagView(
  context: ViewContext,
  repository: Repository,
  shown: { id: string; content: Buffer },
): JsonObject {
  const tag = parseTag(shown.content);
  const url = repositoryUrl(repository, context.origins);
  const { type, ...object } = objectLink(context, repository, tag.object);
  return {
    node_id: nodeId('Tag', shown.id),
    sha: shown.id,
    url: `${url}/git/tags/${shown.id}`,
    tagger: tag.tagger === null ? { date: '', email: '', name: '' } : identityView(tag.tagger),
    object: { ...object, type: type ?? tag.type },
    tag: tag.tag,
    message: tag.message,
    verification: unsigned,
  };
}

/** One entry of a tree. */
export function treeEntryView(
  context: ViewContext,
  repository: Repository,
  entry: TreePath,
): JsonObject {
  const url = repositoryUrl(repository, context.origins);
  const type = objectTypeOfMode(entry.mode);
  const common = { path: entry.path, mode: entry.mode, type, sha: entry.id };
  switch (type) {
    case 'tree':
      return { ...common, url: `${url}/git/trees/${entry.id}` };
    case 'blob': {
      const size = repository.objects.content(entry.id, 'blob')?.length ?? 0;
      return { ...common, size, url: `${url}/git/blobs/${entry.id}` };
    }
    case 'commit':
      return common;
  }
}

/** Name, e-mail address and date as the API writes them. */
export function identityView(identity: GitIdentity): JsonObject {
  return {
    name: identity.name,
    email: identity.email,
    date: isoTime(identity.seconds * 1000),
  };
}

/** The verification block of a commit; signatures are shown and not checked. */
export function verificationView(signature: string | null): JsonObject {
  return signature === null ? unsigned : { ...unsigned, reason: 'unknown_key', signature };
}

function objectLink(context: ViewContext, repository: Repository, id: string): JsonObject {
  const type = repository.objects.get(id)?.type ?? 'commit';
  const url = repositoryUrl(repository, context.origins);
  return { sha: id, type, url: `${url}/git/${type}s/${id}` };
}
