// SPDX-License-Identifier: Apache-2.0
// `publish_release`: everything GitHub will show of a release, and the digest of every byte it will
// serve.
import { operationIds } from '../identity/ids.ts';
import { repositorySchema } from '../identity/repository.ts';
import { LIMITS } from '../limits.ts';
import { array, object } from '../schema/composites.ts';
import { boolean, integer, literal, oneOf, parsedText, text } from '../schema/scalars.ts';
import { accepted, refused } from '../schema/parsed.ts';
import { describeText } from '../schema/describe-value.ts';
import type { TypeOf } from '../schema/schema.ts';
import { assetNameSchema, sha256Schema, titleSchema } from './field-schemas.ts';
import { releaseTagSchema } from './tag-repo.ts';

const mediaTypePattern = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** One file of a release. */
const assetSchema = object({
  name: assetNameSchema,
  size: integer(LIMITS.assetBytesMin, LIMITS.assetBytesMax),
  sha256: sha256Schema,
  mediaType: parsedText(
    (mediaType) =>
      mediaTypePattern.test(mediaType)
        ? accepted(mediaType)
        : refused('', 'a lower-case media type such as application/gzip', describeText(mediaType)),
    { pattern: mediaTypePattern.source },
  ),
});

/** One file of a release. */
export type Asset = TypeOf<typeof assetSchema>;

/** The operation that publishes a release. The body ends in the operation's marker. */
export const publishReleaseSchema = object({
  kind: literal('publish_release'),
  operationId: operationIds.schema,
  repository: repositorySchema,
  tag: releaseTagSchema,
  name: titleSchema,
  body: text({ lengthMin: 1, lengthMax: LIMITS.releaseBodyCharactersMax }),
  prerelease: boolean,
  makeLatest: oneOf(['true', 'false', 'legacy']),
  assets: array(assetSchema, 0, LIMITS.assetsPerReleaseMax),
});

/** The operation that publishes a release. */
export type PublishReleaseOperation = TypeOf<typeof publishReleaseSchema>;
