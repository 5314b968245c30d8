// SPDX-License-Identifier: Apache-2.0
// Goal: wherever the publishing process dies, another one brings the operation to exactly one right
// result. Every point before and after every call to GitHub and every commit is tried.
import { instantToMs } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { pointsOf } from '../story/count-writes.ts';
import { DyingProcess, nobodyDies } from '../story/dying-process.ts';
import { brokenRules } from '../story/process-rules.ts';
import { PublisherStory, sampleKinds, type SampleKind } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';

/** The process dies at a point; another resumes, and the client submits once more. */
async function killedAt(story: PublisherStory, point: number): Promise<DyingProcess> {
  const dying = new DyingProcess(point);
  dying.callsOf(story);
  await story.publish(story.publisher('first', dying.storeOf(story)));
  nobodyDies(story);
  const second = story.publisher('second');
  await second.resume();
  await story.publish(second);
  return dying;
}

async function verdictOf(kind: SampleKind, point: number): Promise<string> {
  const story = new PublisherStory(kind);
  const dying = await killedAt(story, point);
  if (!dying.died) return `nobody died at ${point}`;
  const broken = brokenRules(story);
  return broken.length > 0 ? `${point}: ${broken.join(', ')}` : `${point}: ${rightResult(story)}`;
}

const counted = await Promise.all(
  sampleKinds.map(async (kind) => ({ kind, points: await pointsOf(kind) })),
);

describe.each(counted)('$kind', ({ kind, points }) => {
  it(`killed at each of ${points} points ends in one right result`, async () => {
    const verdicts: string[] = [];
    for (let point = 1; point <= points; point += 1) verdicts.push(await verdictOf(kind, point));
    const expected = Array.from({ length: points }, (_, at) => `${at + 1}: one right result`);
    expect(verdicts).toEqual(expected);
  });

  it('killed again while recovering, it still ends in one right result', async () => {
    const stride = 5;
    for (let point = 1; point <= points; point += stride) {
      const story = new PublisherStory(kind);
      const first = new DyingProcess(point);
      first.callsOf(story);
      await story.publish(story.publisher('first', first.storeOf(story)));
      const second = new DyingProcess((point * 7) % points);
      second.callsOf(story);
      await story
        .publisher('second', second.storeOf(story))
        .resume()
        .catch(() => []);
      nobodyDies(story);
      const third = story.publisher('third');
      await third.resume();
      await story.publish(third);
      expect([point, rightResult(story), ...brokenRules(story)]).toEqual([
        point,
        'one right result',
      ]);
    }
  });
});

it('who takes over says once for whom it waits, and until when', async () => {
  const story = new PublisherStory('tag_repo');
  const points = await pointsOf('tag_repo');
  await killedAt(story, Math.ceil(points / 2));
  const held = story.progress.filter((event) => event.kind === 'held');
  expect(held).toMatchObject([{ kind: 'held', holder: 'first' }]);
  const [wait] = held;
  if (wait === undefined) throw new TypeError('nobody was waited for');
  expect(instantToMs(wait.until)).toBeGreaterThan(instantToMs(wait.at));
});
