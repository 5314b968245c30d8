// SPDX-License-Identifier: Apache-2.0
// What must hold on GitHub when an operation begins; observed at planning and again at execution.
import { branchNameSchema, gitObjectIdSchema, tagNameSchema } from '../operation/field-schemas.ts';
import { object, taggedUnion } from '../schema/composites.ts';
import { literal } from '../schema/scalars.ts';
import type { Schema, TypeOf } from '../schema/schema.ts';

const commitExists = object({ kind: literal('commit_exists'), commit: gitObjectIdSchema });
const tagAbsent = object({ kind: literal('tag_absent'), tagName: tagNameSchema });
const tagAt = object({ kind: literal('tag_at'), tagName: tagNameSchema, oid: gitObjectIdSchema });
const releaseAbsent = object({ kind: literal('release_absent'), tagName: tagNameSchema });
const branchAt = object({
  kind: literal('branch_at'),
  branch: branchNameSchema,
  commit: gitObjectIdSchema,
});
const branchAbsent = object({ kind: literal('branch_absent'), branch: branchNameSchema });

/** What must hold on GitHub when an operation begins. */
export type Precondition =
  | TypeOf<typeof commitExists>
  | TypeOf<typeof tagAbsent>
  | TypeOf<typeof tagAt>
  | TypeOf<typeof releaseAbsent>
  | TypeOf<typeof branchAt>
  | TypeOf<typeof branchAbsent>;

/** What must hold on GitHub when an operation begins. */
export const preconditionSchema: Schema<Precondition> = taggedUnion<Precondition>('kind', {
  commit_exists: commitExists,
  tag_absent: tagAbsent,
  tag_at: tagAt,
  release_absent: releaseAbsent,
  branch_at: branchAt,
  branch_absent: branchAbsent,
});
