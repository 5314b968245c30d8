// SPDX-License-Identifier: Apache-2.0
// What planning without a token costs. GitHub answers few requests an hour without one, and counts all
// that come from one address together: whoever plans a few times in a row should know beforehand.
import type { RateLimitHeaders } from '@marketops/core';

const costs = 'a plan takes about ten, and a prod run plans again';

/** Said while a plan is made without a token. */
export const planningWithoutToken =
  `planning without a token: GitHub answers 60 requests an hour to one address, ${costs}; ` +
  'MARKETOPS_GITHUB_READ_TOKEN_FILE names a token that can only read';

/** What is left of it, as GitHub said a moment ago. */
export function anonymousBudget({ limit, remaining }: RateLimitHeaders): string {
  if (limit === null || remaining === null) return 'anonymous';
  return `anonymous: ${remaining} of ${limit} requests an hour are left; ${costs}`;
}
