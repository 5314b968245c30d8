// SPDX-License-Identifier: Apache-2.0
// Composes `publish_release`: its tag, its text with the marker at the end, and its files.
import {
  operationMarker,
  parseAssetName,
  parseTagName,
  type Precondition,
  type ReleaseTag,
} from '@marketops/core';
import type { AssetDraft, ReleaseDraft } from '../draft/operation-draft.ts';
import { operationIdFor } from '../run/plan-seeds.ts';
import { annotatedTag } from './compose-tag.ts';
import { checked, type Composed, type Composer } from './composer.ts';

/** The release of a draft. */
export function composeRelease(draft: ReleaseDraft, composer: Composer): Composed {
  const { reader } = composer.verification.selection.discovery;
  const operationId = operationIdFor(composer.seeds, draft.name);
  const { tag, preconditions, unknowns } = releaseTag(draft, composer);
  return {
    operation: {
      kind: 'publish_release',
      operationId,
      repository: reader.identity,
      tag,
      name: draft.title,
      body: `${draft.body}\n\n${operationMarker(operationId)}`,
      prerelease: draft.prerelease,
      makeLatest: draft.makeLatest,
      assets: draft.assets.map(composeAsset),
    },
    preconditions: [...preconditions, { kind: 'release_absent', tagName: tag.name }],
    unknowns,
  };
}

function composeAsset({ name, mediaType, file: { size, sha256 } }: AssetDraft) {
  return { name: checked(parseAssetName(name)), size, sha256, mediaType };
}

interface TagForRelease {
  readonly tag: ReleaseTag;
  readonly preconditions: readonly Precondition[];
  readonly unknowns: readonly string[];
}

/** A tag that is there already is used as it is; one that the plan makes must have been made. */
function releaseTag(draft: ReleaseDraft, composer: Composer): TagForRelease {
  const { verification, tagMakers } = composer;
  const { commit } = verification.selection.discovery.head;
  const name = checked(parseTagName(draft.tagName));
  const present = verification.repository.tags.get(draft.tagName) ?? null;
  if (present !== null) {
    const tag = { name, oid: present.oid, targetCommit: commit, annotation: null, mustExist: true };
    return { tag, preconditions: tagAt(tag), unknowns: [] };
  }
  const maker = tagMakers.get(draft.tagName);
  if (maker !== undefined) {
    const tag = { ...annotatedTag(maker.tagName, maker.message, composer), mustExist: true };
    const unknowns = [`tag ${name} is not there yet; operation "${maker.name}" makes it`];
    return { tag, preconditions: tagAt(tag), unknowns };
  }
  const tag = { ...annotatedTag(draft.tagName, draft.tagMessage, composer), mustExist: false };
  const preconditions: readonly Precondition[] = [
    { kind: 'commit_exists', commit },
    { kind: 'tag_absent', tagName: name },
  ];
  return { tag, preconditions, unknowns: [] };
}

function tagAt({ name, oid, targetCommit }: ReleaseTag): readonly Precondition[] {
  return [
    { kind: 'commit_exists', commit: targetCommit },
    { kind: 'tag_at', tagName: name, oid },
  ];
}
