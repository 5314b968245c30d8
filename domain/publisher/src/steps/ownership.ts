// SPDX-License-Identifier: Apache-2.0
// How an operation knows its own drafts and pull requests among those of others.
import { operationMarker, type Operation } from '@marketops/core';

/** What GitHub shows of something that has a text and an author. */
export interface Authored {
  readonly body: string | null;
  readonly authorId: number | null;
}

/** Whether it carries the operation's marker and, where both are known, is by the account that acts. */
export function isOwn(
  { operationId }: Operation,
  { body, authorId }: Authored,
  actorId: number | null,
): boolean {
  const marked = body?.endsWith(operationMarker(operationId)) === true;
  return marked && (actorId === null || authorId === null || authorId === actorId);
}
