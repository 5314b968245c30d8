// SPDX-License-Identifier: Apache-2.0
// Goal: under many faults at once, with processes that die on the way, an operation ends in exactly
// one right result, or fails and leaves nothing; and no rule is broken on the way.
import { describe, expect, it } from 'vitest';
import { DyingProcess, nobodyDies } from '../story/dying-process.ts';
import { brokenRules } from '../story/process-rules.ts';
import { PublisherStory, sampleKinds, type SampleKind } from '../story/publisher-story.ts';
import { Dice, randomFaults } from '../story/random-faults.ts';
import { nothingLeft, rightResult } from '../story/right-result.ts';

const seeds = 60;
const faultyCalls = 120;

async function tell(kind: SampleKind, seed: number): Promise<string> {
  const dice = new Dice(`${kind} ${seed}`);
  const story = new PublisherStory(kind);
  story.github.script = randomFaults(dice, 3 + dice.roll(8), faultyCalls);
  for (let generation = 1; generation <= 2; generation += 1) {
    const dying = new DyingProcess(1 + dice.roll(120));
    dying.callsOf(story);
    const publisher = story.publisher(`dying ${generation}`, dying.storeOf(story));
    if (generation === 1) await story.publish(publisher);
    else await publisher.resume().catch(() => []);
  }
  nobodyDies(story);
  const last = story.publisher('last');
  await last.resume();
  await story.publish(last);
  story.clock.advance(600_000);
  story.github.settleLate();
  const settled = story.store.auditRecords.find(({ event }) => event === 'operation.settled');
  const result = rightResult(story);
  const verdict = judge(settled?.status ?? 'not settled', result, nothingLeft(story));
  return [verdict, ...brokenRules(story)].join('; ');
}

function judge(status: string, result: string, clean: boolean): string {
  if (status === 'success' && result === 'one right result') return 'right';
  if (status === 'failed' && clean) return 'right';
  return `${status}, and GitHub holds ${result}${clean ? '' : ', not clean'}`;
}

describe.each(sampleKinds)('%s', (kind) => {
  it(`ends well under ${seeds} seeds`, async () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= seeds; seed += 1) {
      const verdict = await tell(kind, seed);
      if (verdict !== 'right') wrong.push(`seed ${seed}: ${verdict}`);
    }
    expect(wrong).toEqual([]);
  });
});
