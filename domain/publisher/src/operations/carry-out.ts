// SPDX-License-Identifier: Apache-2.0
// Chooses the steps of an operation by its kind.
import type { Operation } from '@marketops/core';
import type { Pass } from '../protocol/pass.ts';
import type { Ended } from '../protocol/stop.ts';
import type { Finished } from './finished.ts';
import { carryOutOpenPr } from './open-pr.ts';
import { carryOutPublishRelease } from './publish-release.ts';
import { carryOutTagRepo } from './tag-repo.ts';

/** Carries an operation out, as far as it can be carried now. */
export function carryOut(pass: Pass, operation: Operation): Promise<Ended<Finished>> {
  switch (operation.kind) {
    case 'tag_repo':
      return carryOutTagRepo(pass, operation);
    case 'publish_release':
      return carryOutPublishRelease(pass, operation);
    case 'open_pr':
      return carryOutOpenPr(pass, operation);
  }
}
