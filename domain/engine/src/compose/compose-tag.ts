// SPDX-License-Identifier: Apache-2.0
// Composes `tag_repo`: the annotated tag object, whose id is known before GitHub has it.
import {
  annotatedTagId,
  parseTagName,
  type TagAnnotation,
  type TagRepoOperation,
} from '@marketops/core';
import type { TagDraft } from '../draft/operation-draft.ts';
import { operationIdFor } from '../run/plan-seeds.ts';
import { authorOf, checked, type Composed, type Composer } from './composer.ts';

/** The tag of a draft. */
export function composeTag(draft: TagDraft, composer: Composer): Composed {
  const { reader } = composer.verification.selection.discovery;
  const tag = annotatedTag(draft.tagName, draft.message, composer);
  return {
    operation: {
      kind: 'tag_repo',
      operationId: operationIdFor(composer.seeds, draft.name),
      repository: reader.identity,
      tag,
    },
    preconditions: [
      { kind: 'commit_exists', commit: tag.targetCommit },
      { kind: 'tag_absent', tagName: tag.name },
    ],
    unknowns: [],
  };
}

/** An annotated tag of the commit that is published, with its id. */
export function annotatedTag(
  tagName: string,
  message: string,
  composer: Composer,
): TagRepoOperation['tag'] {
  const { commit } = composer.verification.selection.discovery.head;
  const name = checked(parseTagName(tagName));
  const annotation: TagAnnotation = { message, tagger: authorOf(composer) };
  const oid = annotatedTagId({
    object: commit,
    objectType: 'commit',
    tagName: name,
    tagger: annotation.tagger,
    message,
  });
  return { name, oid, targetCommit: commit, annotation };
}
