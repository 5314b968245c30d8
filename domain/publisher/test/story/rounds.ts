// SPDX-License-Identifier: Apache-2.0
// Tells how often a publication waits for GitHub: all calls that are on their way at one time are one
// round, and are answered together once the publisher has nothing left to do but wait.
import { setImmediate as turn } from 'node:timers/promises';
import type { PublicationOutcome } from '@marketops/core';
import type { PublisherStory } from './publisher-story.ts';

/** Turns of the event loop after which a publisher that has made no further call is waiting. */
const turnsToSettle = 20;

interface OnTheWay {
  readonly name: string;
  readonly arrive: () => void;
}

/** Publishes, the story's operation unless told; gives the calls of each round, sorted by name. */
export async function roundsOf(
  story: PublisherStory,
  publish: () => Promise<readonly PublicationOutcome[]> = async () => [await story.publish()],
): Promise<readonly (readonly string[])[]> {
  const rounds: (readonly string[])[] = [];
  let onTheWay: OnTheWay[] = [];
  story.github.onTheWay = ({ name }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    onTheWay.push({ name, arrive: resolve });
    return promise;
  };
  const progress = { over: false };
  const published = publish().finally(() => {
    progress.over = true;
  });
  while (!progress.over) {
    for (let turns = 0; turns < turnsToSettle; turns += 1) await turn();
    if (onTheWay.length === 0) continue;
    rounds.push(onTheWay.map(({ name }) => name).toSorted());
    const arriving = onTheWay;
    onTheWay = [];
    for (const { arrive } of arriving) arrive();
  }
  const failed = (await published).find(({ status }) => status !== 'success');
  if (failed !== undefined) throw new TypeError(`a publication ended with ${failed.status}`);
  return rounds;
}
