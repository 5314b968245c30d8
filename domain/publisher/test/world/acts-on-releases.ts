// SPDX-License-Identifier: Apache-2.0
// What somebody else can do to a release: to our draft, to what is public, or beside it.
import { utf8Encode } from '@marketops/core';
import { sampleCommitOid } from '@marketops/testkit';
import type { PublisherStory } from '../story/publisher-story.ts';
import { makeRef, theirAccount, type Acts } from './acts.ts';

/** What somebody else can do to a release. */
export const actsOnReleases: Acts = {
  'our release is renamed': (story) => editRelease(story, { name: 'A better name' }),
  'our release gets another text': (story) => editRelease(story, { body: 'A better text' }),
  'our release gets more text': (story) =>
    editRelease(story, { body: `More.\n\n${textOf(story)}` }),
  'our draft is published': publishDraft,
  'our release is removed': (story) => {
    const release = ourRelease(story);
    return release !== null && story.github.state.releases.delete(release.releaseId);
  },
  'a file is added': (story) => {
    const release = ourRelease(story);
    if (release !== null) addFile(story, release, 'added.txt');
    return release !== null;
  },
  'a file is removed': (story) => ourRelease(story)?.assets.pop() !== undefined,
  'a file is replaced': (story) => {
    const release = ourRelease(story);
    const file = release?.assets.pop();
    if (release === null || file === undefined) return false;
    addFile(story, release, file.name);
    return true;
  },
  'our tag is burned': ({ github, operation }) => {
    if (operation.kind !== 'publish_release') return false;
    github.state.burnedTags.add(operation.tag.name);
    return true;
  },
  'a release is published under our tag': (story) => addRelease(story, { draft: false, body: 'x' }),
  'a draft with our marker appears': (story) =>
    addRelease(story, { draft: true, body: textOf(story) }),
};

type HeldRelease = PublisherStory['github']['state']['published'][number];

function ourRelease({ github: { state } }: PublisherStory): HeldRelease | null {
  const ours = [...state.releases.values()].filter(({ authorId }) => authorId === state.actorId);
  return ours[0] ?? null;
}

function textOf({ operation }: PublisherStory): string {
  return operation.kind === 'publish_release' ? operation.body : '';
}

function editRelease(
  story: Pick<PublisherStory, 'github'>,
  change: Partial<Pick<HeldRelease, 'name' | 'body' | 'draft'>>,
): boolean {
  const { state } = story.github;
  const ours = [...state.releases.values()].find(({ authorId }) => authorId === state.actorId);
  if (ours === undefined) return false;
  state.releases.set(ours.releaseId, { ...ours, ...change });
  return true;
}

function publishDraft(story: PublisherStory): boolean {
  const { state } = story.github;
  const release = ourRelease(story);
  const taken = state.published.some(({ tagName }) => tagName === release?.tagName);
  if (release === null || !release.draft || taken) return false;
  makeRef(story, `refs/tags/${release.tagName}`, sampleCommitOid);
  return editRelease(story, { draft: false });
}

function addFile({ github: { state } }: PublisherStory, release: HeldRelease, name: string): void {
  state.addAsset(release, { name, mediaType: 'text/plain', bytes: utf8Encode(`theirs: ${name}`) });
}

function addRelease(
  story: PublisherStory,
  { draft, body }: { readonly draft: boolean; readonly body: string },
): boolean {
  const { operation, github } = story;
  if (operation.kind !== 'publish_release') return false;
  const { name: tagName, targetCommit: targetCommitish } = operation.tag;
  const { state } = github;
  if (!draft) {
    if (state.published.some((other) => other.tagName === tagName)) return false;
    makeRef(story, `refs/tags/${tagName}`, sampleCommitOid);
  }
  const releaseId = state.nextId();
  const texts = { tagName, targetCommitish, body, name: operation.name, draft };
  const links = { htmlUrl: '', uploadUrl: '' };
  state.releases.set(releaseId, {
    ...texts,
    ...links,
    releaseId,
    prerelease: false,
    immutable: false,
    authorId: theirAccount,
    assets: [],
  });
  return true;
}
