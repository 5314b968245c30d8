// SPDX-License-Identifier: Apache-2.0
// Every route that is served, listed explicitly.

import type { RateLimiter } from '../api/rate-limiter.ts';
import type { Route } from '../api/route.ts';
import { appRoutes } from './apps.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { gitBlobRoutes } from './git-blobs.ts';
import { gitCommitRoutes } from './git-commits.ts';
import { gitTagRoutes } from './git-tags.ts';
import { gitTreeRoutes } from './git-trees.ts';
import { globalRoutes } from './globals.ts';
import { pullRoutes } from './pulls.ts';
import { refRoutes } from './refs.ts';
import { releaseAssetRoutes } from './release-assets.ts';
import { releaseRoutes } from './releases.ts';
import { repositoryRoutes } from './repositories.ts';
import { rulesetRoutes } from './rulesets.ts';

/** All routes; the limiter is the one whose counts `/rate_limit` shows. */
export function allRoutes(limiter: () => RateLimiter): readonly Route[] {
  return [
    ...globalRoutes(limiter),
    ...appRoutes,
    ...repositoryRoutes,
    ...refRoutes,
    ...gitTagRoutes,
    ...gitCommitRoutes,
    ...gitTreeRoutes,
    ...gitBlobRoutes,
    ...commitRoutes,
    ...contentRoutes,
    ...releaseRoutes,
    ...releaseAssetRoutes,
    ...pullRoutes,
    ...rulesetRoutes,
  ];
}
