// SPDX-License-Identifier: Apache-2.0
// Connections and sessions as the tests open them.
import {
  GitHubConnection,
  HttpGitHubSessions,
  NETWORK_DIRECT,
  parseGitHubEndpoint,
  parseToken,
  type TrafficLimits,
} from '../../src/index.ts';
import { ManualClock, instantOf } from '@marketops/testkit';
import type { GitHubSession } from '@marketops/publisher';
import type { Operation } from '@marketops/core';
import { tagOperation } from './operations.ts';
import type { GitHubEndpoint } from '../../src/endpoint.ts';
import type { Secret } from '../../src/secret.ts';

/** A token that must never be seen anywhere but in the authorization header. */
export const canaryText = 'ghp_CANARY0123456789abcdefCANARY0123456789';

/** `canaryText` as a secret. */
export function canaryToken(): Secret {
  const parsed = parseToken(canaryText);
  if (!parsed.ok) throw new Error(parsed.problem.expected);
  return parsed.value;
}

/** The endpoint whose API and uploads are at `origin`. */
export function endpointAt(origin: string, uploadUrl = origin): GitHubEndpoint {
  const parsed = parseGitHubEndpoint({ apiUrl: origin, uploadUrl });
  if (!parsed.ok) throw new Error(`${parsed.problem.expected}, not ${parsed.problem.found}`);
  return parsed.value;
}

/** A clock at a fixed morning. */
export function testClock(): ManualClock {
  return new ManualClock(instantOf('2026-11-23T06:00:00Z'));
}

/** A connection to `origin`, without a proxy. */
export function connect(origin: string, limits: Partial<TrafficLimits> = {}): GitHubConnection {
  return new GitHubConnection({
    endpoint: endpointAt(origin),
    network: NETWORK_DIRECT,
    version: '0.1.0',
    clock: testClock(),
    limits,
  });
}

/** A session under the canary token, for an operation on the host of `connection`; who acts is known. */
export async function openSession(
  connection: GitHubConnection,
  operation?: Operation,
): Promise<GitHubSession> {
  const sessions = new HttpGitHubSessions(connection, { kind: 'token', token: canaryToken() });
  const opened = await sessions.open(
    operation ?? tagOperation(connection.channelSettings.endpoint.host),
  );
  if (!opened.ok) throw new Error(opened.failure.detail);
  const actor = await opened.value.actorId();
  if (!actor.ok) throw new Error(`${actor.failure.sent} ${actor.failure.detail}`);
  return opened.value;
}
