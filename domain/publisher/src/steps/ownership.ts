// SPDX-License-Identifier: Apache-2.0
// How an operation knows its own drafts and pull requests among those of others.
import { operationMarker, type Operation } from '@marketops/core';
import type { Pass } from '../protocol/pass.ts';

/** What GitHub shows of something that has a text and an author. */
export interface Authored {
  readonly body: string | null;
  readonly authorId: number | null;
}

const actedPattern = /^as account ([1-9][0-9]{0,15})$/;

/** Notes the account that acts, by which what an attempt makes is known again; null where nobody says. */
export async function noteOfActor({ github }: Pass): Promise<string | null> {
  const actor = await github.actorId();
  return actor.kind === 'read' && actor.value !== null ? `as account ${actor.value}` : null;
}

/**
 * The accounts that what `step` made can be by: the one that acts now, and those that acted in its
 * attempts, since the credential can have become another's. Null where nobody can tell.
 */
export function authorsOf(
  { journal }: Pass,
  step: string,
  actorId: number | null,
): readonly number[] | null {
  if (actorId === null) return null;
  const acted = journal.entriesOf(step).flatMap(({ event, note }) => {
    const account = event === 'intended' ? actedPattern.exec(note ?? '')?.[1] : undefined;
    return account === undefined ? [] : [Number(account)];
  });
  return [actorId, ...acted];
}

/** Whether it carries the operation's marker and, where that is known, is by one of `authors`. */
export function isOwn(
  { operationId }: Operation,
  { body, authorId }: Authored,
  authors: readonly number[] | null,
): boolean {
  const marked = body?.endsWith(operationMarker(operationId)) === true;
  return marked && (authors === null || authorId === null || authors.includes(authorId));
}
