// SPDX-License-Identifier: Apache-2.0
// Everything that somebody else can do to what an operation is about, at any moment.
import { utf8Encode, type GitObjectId } from '@marketops/core';
import type { PublisherStory } from '../story/publisher-story.ts';
import { actsOnPullRequests } from './acts-on-pull-requests.ts';
import { actsOnReleases } from './acts-on-releases.ts';
import { knowOtherCommit, makeRef, moveRef, otherCommit, type Acts } from './acts.ts';

const onRepository: Acts = {
  'the repository is renamed': (story) => changeRepository(story, { fullName: 'acme/lamp' }),
  'the repository is transferred': (story) =>
    changeRepository(story, { ownerId: 9, fullName: 'other/lantern' }),
  'the repository is archived': (story) => changeRepository(story, { archived: true }),
  'the repository is as it was': (story) => {
    const { ownerId, fullName } = story.operation.repository;
    return changeRepository(story, { ownerId, fullName, archived: false });
  },
};

function changeRepository(
  { github: { state } }: PublisherStory,
  change: Partial<PublisherStory['github']['state']['repository']>,
): boolean {
  state.repository = { ...state.repository, ...change };
  return true;
}

const onContent: Acts = {
  'approved bytes change on disk': ({ operation, content }) => {
    const sha256 = firstDigestOf(operation);
    if (sha256 !== null) content.change(sha256, utf8Encode('other bytes than were approved'));
    return sha256 !== null;
  },
  'approved bytes are gone': ({ operation, content }) => {
    const sha256 = firstDigestOf(operation);
    if (sha256 !== null) content.forget(sha256);
    return sha256 !== null;
  },
};

function firstDigestOf(operation: PublisherStory['operation']): string | null {
  switch (operation.kind) {
    case 'tag_repo':
      return null;
    case 'publish_release':
      return operation.assets[0]?.sha256 ?? null;
    case 'open_pr': {
      const [file] = operation.files;
      return file?.change === 'write' ? file.sha256 : null;
    }
  }
}

const onTag: Acts = {
  'our tag is made first, as approved': (story) => makeRef(story, tagOf(story), tagOidOf(story)),
  'our tag is made first, elsewhere': (story) =>
    makeRef(story, tagOf(story), knowOtherCommit(story)),
  'our tag is moved': (story) => moveRef(story, tagOf(story)),
  'our tag is removed': ({ github, operation }) =>
    operation.kind !== 'open_pr' && github.state.refs.delete(`refs/tags/${operation.tag.name}`),
};

function tagOf({ operation }: PublisherStory): string {
  return operation.kind === 'open_pr' ? '' : `refs/tags/${operation.tag.name}`;
}

function tagOidOf({ operation }: PublisherStory): GitObjectId {
  return operation.kind === 'open_pr' ? otherCommit : operation.tag.oid;
}

/** What somebody else can do to what an operation of this kind is about. */
export function actsOn(kind: PublisherStory['operation']['kind']): Acts {
  switch (kind) {
    case 'tag_repo':
      return { ...onRepository, ...onTag };
    case 'publish_release':
      return { ...onRepository, ...onContent, ...onTag, ...actsOnReleases };
    case 'open_pr':
      return { ...onRepository, ...onContent, ...actsOnPullRequests };
  }
}
