// SPDX-License-Identifier: Apache-2.0
// A step that writes: how GitHub is looked at, and the one request that changes what is seen there.
import type { GitHubFailure, GitHubReply, Refusal } from '@marketops/core';
import type { Observation } from './observation.ts';
import type { Pass } from './pass.ts';
import type { Ended } from './stop.ts';

/** What came of sending a step's request once. */
export type Applied<T> =
  /** It came back with the id it promises; `shows` is what the answer itself lets see. */
  | {
      readonly kind: 'answered';
      readonly handle: string;
      readonly requestId: string | null;
      readonly shows: Observation<T>;
    }
  | { readonly kind: 'failed'; readonly failure: GitHubFailure }
  /** A last look showed that it must not be sent, and it was not. */
  | { readonly kind: 'withheld'; readonly shows: Exclude<Observation<T>, { kind: 'absent' }> }
  /** The bytes to be sent are not there or not the approved ones; nothing arrived whole. */
  | { readonly kind: 'no_content'; readonly refusal: Refusal };

/** A step that writes. */
export interface Step<T> {
  readonly name: string;
  /** Looks; changes nothing. */
  observe(): Promise<Observation<T>>;
  /** Sends the request, once. */
  apply(): Promise<Applied<T>>;
  /** Removes an unfinished piece that stands in the way; only steps that can leave one have it. */
  readonly clear?: (leftover: number) => Promise<Ended<unknown>>;
  /** An attempt that stays in doubt is not repeated: its handle has to be destroyed first. */
  readonly fenced?: boolean;
  /** What the line notes that announces an attempt, or null. */
  readonly note?: () => Promise<string | null>;
}

/** Turns GitHub's reply into what came of sending; `read` names the promised id. */
export function appliedOf<R, T>(
  reply: GitHubReply<R>,
  read: (value: R) => { readonly handle: string; readonly shows: Observation<T> },
): Applied<T> {
  if (!reply.ok) return { kind: 'failed', failure: reply.failure };
  return { kind: 'answered', requestId: reply.requestId, ...read(reply.value) };
}

/**
 * Looks once more when the intent is durable already, and sends only what is still wanted: between the
 * look before and this one a limit may have been sat out. For requests that remove something.
 *
 * Throws StaleLeaseError if the lease is over by then.
 */
export async function sendAfterLastLook<T>(
  { journal }: Pick<Pass, 'journal'>,
  look: () => Promise<Observation<T>>,
  send: () => Promise<Applied<T>>,
): Promise<Applied<T>> {
  const seen = await look();
  if (seen.kind !== 'absent') return { kind: 'withheld', shows: seen };
  journal.requireTimeLeft();
  return send();
}
