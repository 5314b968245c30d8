// SPDX-License-Identifier: Apache-2.0
// An operation carries everything that GitHub will show; its digest is what a receipt authorizes.
import { digestOf, type Sha256Digest } from '../json/digest.ts';
import type { OpenPrOperation } from './open-pr.ts';
import type { PublishReleaseOperation } from './publish-release.ts';
import type { TagRepoOperation } from './tag-repo.ts';

/** One intended effect on GitHub, complete. */
export type Operation = PublishReleaseOperation | TagRepoOperation | OpenPrOperation;

/** SHA-256 over the canonical JSON of the operation: what a receipt authorizes. */
export function operationDigest(operation: Operation): Sha256Digest {
  return digestOf(operation);
}
