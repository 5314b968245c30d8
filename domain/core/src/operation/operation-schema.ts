// SPDX-License-Identifier: Apache-2.0
// The total parser of operations: closed shape first, then what must agree inside.
import { taggedUnion } from '../schema/composites.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Parsed } from '../schema/parsed.ts';
import type { Schema } from '../schema/schema.ts';
import { openPrSchema } from './open-pr.ts';
import type { Operation } from './operation.ts';
import { checkOperationConsistency } from './operation-consistency.ts';
import { publishReleaseSchema } from './publish-release.ts';
import { tagRepoSchema } from './tag-repo.ts';

const operationShape: Schema<Operation> = taggedUnion<Operation>('kind', {
  publish_release: publishReleaseSchema,
  tag_repo: tagRepoSchema,
  open_pr: openPrSchema,
});

/** Accepts an operation whose git object ids, names and marker agree with its content. */
export const operationSchema: Schema<Operation> = {
  jsonSchema: operationShape.jsonSchema,
  parse: (value, path) => {
    const parsed = operationShape.parse(value, path);
    return parsed.ok ? checkOperationConsistency(parsed.value, path) : parsed;
  },
};

/** Accepts foreign JSON as an operation (docs/reference/formats.md). */
export function parseOperation(value: JsonValue | undefined): Parsed<Operation> {
  return operationSchema.parse(value, '');
}
