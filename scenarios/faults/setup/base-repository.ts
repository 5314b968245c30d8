// SPDX-License-Identifier: Apache-2.0
// The repository that every cell begins with: one branch with one commit, one release that was
// published before, a draft that somebody else has for the next one, and an account that publishes.
// Nothing of it may change.
import {
  blobId,
  commitId,
  encodeCommit,
  encodeTree,
  parseInstant,
  treeId,
  utf8Encode,
  type CommitContent,
  type GitObjectId,
  type GitPerson,
  type RepositoryIdentity,
  parseHostName,
  parseRepositoryName,
} from '@marketops/core';
import type { Repository, RunningEmulator } from '@marketops/github-emulator';
import { must } from '@marketops/testkit';

/** The owner and the name of the repository. */
export const baseName = { owner: 'acme', name: 'lantern' } as const;
/** `owner/name` of the repository. */
export const baseFullName = `${baseName.owner}/${baseName.name}`;
/** The account that publishes. */
export const publisherLogin = 'release-bot';
/** Who wrote everything in the repository. */
export const baseAuthor: GitPerson = {
  name: 'Lantern Release',
  email: 'release@lantern.example',
  date: must(parseInstant('2026-11-20T10:00:00Z')),
};

/** Where an operation can begin: the head of `main`. */
export interface BaseRepository {
  readonly identity: RepositoryIdentity;
  readonly commit: GitObjectId;
  readonly tree: GitObjectId;
}

const readme = utf8Encode('# Lantern\n');
const earlierTag = 'v1.1.0';
/** The tag of the first release that a ground stages: drafts are not alone under theirs. */
const draftedTag = 'v1.2.0';

/** Puts the repository into an emulator and lets the publishing account write to it. */
export function placeBaseRepository(emulator: RunningEmulator): BaseRepository {
  const repository = emulator.addRepository({ ...baseName, ownerType: 'Organization' });
  const { commit, tree } = placeCommit(repository);
  const visibleFrom = emulator.state.now();
  repository.refs.set('refs/heads/main', { id: commit, visibleFrom });
  repository.refs.set(`refs/tags/${earlierTag}`, { id: commit, visibleFrom });
  emulator.change({
    act: 'create_release',
    repository: baseFullName,
    tagName: earlierTag,
    draft: false,
    body: 'Before.',
    login: baseName.owner,
  });
  emulator.change({
    act: 'create_release',
    repository: baseFullName,
    tagName: draftedTag,
    draft: true,
    body: 'Notes of somebody else.',
    login: baseName.owner,
  });
  emulator.addCollaborator(repository, publisherLogin, 'write');
  const identity: RepositoryIdentity = {
    host: must(parseHostName(new URL(emulator.apiUrl).host)),
    ownerId: emulator.state.account(baseName.owner).id,
    repositoryId: repository.id,
    fullName: must(parseRepositoryName(baseFullName)),
  };
  return { identity, commit, tree };
}

function placeCommit({ objects }: Repository): Pick<BaseRepository, 'commit' | 'tree'> {
  const entries = [{ mode: '100644', name: 'README.md', id: blobId(readme) }] as const;
  const tree = treeId(entries);
  const content: CommitContent = {
    tree,
    parents: [],
    author: baseAuthor,
    committer: baseAuthor,
    message: 'Begin\n',
  };
  objects.put('blob', Buffer.from(readme));
  objects.put('tree', Buffer.from(encodeTree(entries)));
  objects.put('commit', Buffer.from(encodeCommit(content)));
  return { commit: commitId(content), tree };
}
