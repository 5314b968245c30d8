// SPDX-License-Identifier: Apache-2.0
// What policy may ask about a plan: facts that stages 1 to 3 established, never opinions.
import { LIMITS } from '../limits.ts';
import { array, nullable, object } from '../schema/composites.ts';
import { boolean, integer, oneOf, text } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';
import { treePathSchema } from '../operation/field-schemas.ts';

/** How the new version stands to the last one. */
const VERSION_STEPS = ['first', 'major', 'minor', 'patch', 'prerelease', 'none'] as const;

/** One check of the verify stage, by its stable name (`checksums`, `version_agreement`, …). */
const artifactCheckSchema = object({
  name: text({ lengthMin: 1, lengthMax: 64 }),
  verdict: oneOf(['passed', 'failed', 'not_configured']),
  expected: text({ lengthMin: 0, lengthMax: 1_000 }),
  found: text({ lengthMin: 0, lengthMax: 1_000 }),
});

/** One check of the verify stage. */
export type ArtifactCheck = TypeOf<typeof artifactCheckSchema>;

/** What policy may ask about a plan. */
export const planFactsSchema = object({
  version: nullable(text({ lengthMin: 1, lengthMax: 255 })),
  previousVersion: nullable(text({ lengthMin: 1, lengthMax: 255 })),
  versionStep: oneOf(VERSION_STEPS),
  firstRelease: boolean,
  pathsTouched: array(treePathSchema, 0, LIMITS.pullRequestFilesMax),
  workflowFilesTouched: boolean,
  assetCount: integer(0, LIMITS.assetsPerReleaseMax),
  totalAssetBytes: integer(0),
  lastAuthor: nullable(text({ lengthMin: 1, lengthMax: 254 })),
  artifactChecks: array(artifactCheckSchema, 0, 64),
});

/** What policy may ask about a plan. */
export type PlanFacts = TypeOf<typeof planFactsSchema>;
