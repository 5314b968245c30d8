// SPDX-License-Identifier: Apache-2.0
// `open_pr`: one commit on a base commit, one new branch at it, one pull request.
import { operationIds } from '../identity/ids.ts';
import { repositorySchema } from '../identity/repository.ts';
import { LIMITS } from '../limits.ts';
import { array, nullable, object, taggedUnion } from '../schema/composites.ts';
import { boolean, integer, literal, oneOf, text } from '../schema/scalars.ts';
import type { Schema, TypeOf } from '../schema/schema.ts';
import {
  branchNameSchema,
  gitObjectIdSchema,
  gitPersonSchema,
  messageSchema,
  sha256Schema,
  titleSchema,
  treePathSchema,
} from './field-schemas.ts';

const writtenFileSchema = object({
  change: literal('write'),
  path: treePathSchema,
  mode: oneOf(['100644', '100755']),
  size: integer(0, LIMITS.pullRequestFileBytesMax),
  sha256: sha256Schema,
  blobOid: gitObjectIdSchema,
});
const deletedFileSchema = object({ change: literal('delete'), path: treePathSchema });

/** A file that a pull request writes. */
export type WrittenFile = TypeOf<typeof writtenFileSchema>;
/** One changed file of a pull request. */
export type ChangedFile = WrittenFile | TypeOf<typeof deletedFileSchema>;

/** One changed file of a pull request. */
const changedFileSchema: Schema<ChangedFile> = taggedUnion<ChangedFile>('change', {
  write: writtenFileSchema,
  delete: deletedFileSchema,
});

/**
 * The operation that opens a pull request. `commit.oid` is null only with `commitSigning: github`,
 * where GitHub signs the commit and its id cannot be known before; tree, parent and message still
 * bind it. A second attempt after a fenced first one uses the branch name with `-2`, then `-3`.
 */
export const openPrSchema = object({
  kind: literal('open_pr'),
  operationId: operationIds.schema,
  repository: repositorySchema,
  base: object({
    branch: branchNameSchema,
    commit: gitObjectIdSchema,
    tree: gitObjectIdSchema,
  }),
  head: object({ branch: branchNameSchema }),
  commitSigning: oneOf(['none', 'github']),
  commit: object({
    oid: nullable(gitObjectIdSchema),
    tree: gitObjectIdSchema,
    message: messageSchema,
    author: gitPersonSchema,
    committer: gitPersonSchema,
  }),
  files: array(changedFileSchema, 1, LIMITS.pullRequestFilesMax),
  title: titleSchema,
  body: text({ lengthMin: 1, lengthMax: LIMITS.pullRequestBodyCharactersMax }),
  draft: boolean,
  maintainerCanModify: boolean,
});

/** The operation that opens a pull request. */
export type OpenPrOperation = TypeOf<typeof openPrSchema>;
