// SPDX-License-Identifier: Apache-2.0
// `tag_repo`: an annotated tag object and one ref to it, created once and never moved.
import { operationIds } from '../identity/ids.ts';
import { repositorySchema } from '../identity/repository.ts';
import { nullable, object } from '../schema/composites.ts';
import { boolean, literal } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';
import {
  gitObjectIdSchema,
  gitPersonSchema,
  messageSchema,
  tagNameSchema,
} from './field-schemas.ts';

/** What an annotated tag object says beside its target and name. */
const tagAnnotationSchema = object({ message: messageSchema, tagger: gitPersonSchema });

/** What an annotated tag object says beside its target and name. */
export type TagAnnotation = TypeOf<typeof tagAnnotationSchema>;

/** The operation that tags a commit; `tag.oid` is the id of the tag object. */
export const tagRepoSchema = object({
  kind: literal('tag_repo'),
  operationId: operationIds.schema,
  repository: repositorySchema,
  tag: object({
    name: tagNameSchema,
    oid: gitObjectIdSchema,
    targetCommit: gitObjectIdSchema,
    annotation: tagAnnotationSchema,
  }),
});

/** The operation that tags a commit. */
export type TagRepoOperation = TypeOf<typeof tagRepoSchema>;

/**
 * The tag that a release is published under. `oid` is what `refs/tags/NAME` must hold: the id of an
 * annotated tag object or, where `annotation` is null and `mustExist` is false, the target commit
 * itself. With `mustExist` the release never creates the tag.
 */
export const releaseTagSchema = object({
  name: tagNameSchema,
  oid: gitObjectIdSchema,
  targetCommit: gitObjectIdSchema,
  annotation: nullable(tagAnnotationSchema),
  mustExist: boolean,
});

/** The tag that a release is published under. */
export type ReleaseTag = TypeOf<typeof releaseTagSchema>;
