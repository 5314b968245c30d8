// SPDX-License-Identifier: Apache-2.0
// The GitHub of one measured run: 50 ms before every call and 100 ms before every upload, no lag, in
// another process than the subject, so that its memory does not count.
import type { Operation } from '@marketops/core';
import type { PayloadFile } from './payload.ts';
import { prepareGround, type Ground } from '../../faults/setup/ground.ts';

const latency = { apiMs: 50, uploadMs: 100 };
const noLag = { refsMs: 0, releasesMs: 0, assetsMs: 0, pullsMs: 0 };

/** Prepares a ground with releases that have these files: one, or more. */
export function prepareBenchGround(
  payload: readonly PayloadFile[],
  releases: number = 1,
): Promise<Ground> {
  return prepareGround({
    kinds: Array.from({ length: releases }, () => 'publish_release' as const),
    seed: 'bench',
    appKey: null,
    settings: { latency, lag: noLag },
    assets: payload.map(({ name, path, size, sha256 }) => ({
      name,
      content: { sha256, size, location: path },
    })),
  });
}

/** The name of the tag that the ground's last release is published under. */
export function tagNameOf({ operations }: Ground): string {
  const release = operations.findLast(isRelease);
  if (release === undefined) throw new TypeError('a bench publishes a release');
  return release.tag.name;
}

function isRelease(operation: Operation): operation is Operation & { kind: 'publish_release' } {
  return operation.kind === 'publish_release';
}
