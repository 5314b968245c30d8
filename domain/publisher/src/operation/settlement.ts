// SPDX-License-Identifier: Apache-2.0
// How an operation ended, as it is kept beside it.
import {
  array,
  assetNameSchema,
  boolean,
  gitObjectIdSchema,
  instantSchema,
  integer,
  literal,
  nullable,
  object,
  oneOf,
  refusalSchema,
  sha256Schema,
  taggedUnion,
  text,
  type PublicationResult,
  type Schema,
  type TypeOf,
} from '@marketops/core';

const url = text({ lengthMin: 0, lengthMax: 2_000 });
const refText = text({ lengthMin: 1, lengthMax: 300 });

/** The shape of what stands on GitHub after a success. */
export const publicationResultSchema: Schema<PublicationResult> = taggedUnion<PublicationResult>(
  'kind',
  {
    tag_repo: object({
      kind: literal('tag_repo'),
      ref: refText,
      tagOid: gitObjectIdSchema,
      targetCommit: gitObjectIdSchema,
      url,
    }),
    publish_release: object({
      kind: literal('publish_release'),
      releaseId: integer(1),
      tagOid: gitObjectIdSchema,
      url,
      immutable: boolean,
      assets: array(
        object({ assetId: integer(1), name: assetNameSchema, sha256: sha256Schema }),
        0,
        1_000,
      ),
    }),
    open_pr: object({
      kind: literal('open_pr'),
      number: integer(1),
      branch: refText,
      headOid: gitObjectIdSchema,
      url,
    }),
  },
);

/** The statuses that an admitted operation can end in. */
const SETTLED_STATUSES = ['success', 'failed', 'outcome_unknown'] as const;

/** The shape of a settlement. */
export const settlementSchema = object({
  status: oneOf(SETTLED_STATUSES),
  settledAt: instantSchema,
  /** On success, nothing but `operation.left_behind`. */
  refusals: array(refusalSchema, 0, 16),
  result: nullable(publicationResultSchema),
  /** Git objects that GitHub holds because of the operation. */
  objectIds: array(gitObjectIdSchema, 0, 16),
  /** The index in the log of the record that says so. */
  logIndex: integer(0),
});

/** How an operation ended. */
export type Settlement = TypeOf<typeof settlementSchema>;
