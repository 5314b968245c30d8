// SPDX-License-Identifier: Apache-2.0
// Measures how many decisions one process makes in a second, with validation on as always.
import { performance } from 'node:perf_hooks';
import type { PolicyRequest } from '@marketops/authority';
import type { CedarPolicy } from './cedar-policy.ts';

/** What a measurement found. */
export interface DecisionRate {
  readonly decisions: number;
  readonly elapsedMs: number;
  readonly decisionsPerSecond: number;
}

const warmUpDecisions = 200;

/** Asks a policy `decisions` times, the requests in turn, after a short warm-up. */
export function measureDecisions(
  policy: CedarPolicy,
  requests: readonly [PolicyRequest, ...PolicyRequest[]],
  decisions: number,
): DecisionRate {
  const ask = (i: number): void => {
    policy.decideNow(requests[i % requests.length] ?? requests[0]);
  };
  for (let i = 0; i < warmUpDecisions; i += 1) ask(i);
  const begun = performance.now();
  for (let i = 0; i < decisions; i += 1) ask(i);
  const elapsedMs = performance.now() - begun;
  return { decisions, elapsedMs, decisionsPerSecond: (decisions * 1_000) / elapsedMs };
}
