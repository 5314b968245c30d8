// SPDX-License-Identifier: Apache-2.0
// Counts what a fault-free publication of each kind does, so that a fault can be tried at each place.
import { DyingProcess } from './dying-process.ts';
import { PublisherStory, type SampleKind } from './publisher-story.ts';

/** The writes of a fault-free publication, in order: `createRef refs/tags/v1.2.0`. */
export async function writesOf(kind: SampleKind): Promise<readonly string[]> {
  const story = new PublisherStory(kind);
  await story.publish();
  return story.github.writes.map(({ name, about }) => `${name} ${about}`);
}

/** How many points there are at which the process of a fault-free publication can die. */
export async function pointsOf(kind: SampleKind): Promise<number> {
  const story = new PublisherStory(kind);
  const immortal = new DyingProcess(Number.POSITIVE_INFINITY);
  immortal.callsOf(story);
  await story.publish(story.publisher('first', immortal.storeOf(story)));
  return immortal.points;
}
