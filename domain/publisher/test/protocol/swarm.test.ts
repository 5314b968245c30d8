// SPDX-License-Identifier: Apache-2.0
// Goal: under many faults at once, with processes that die on the way, an operation ends in exactly
// one right result, or fails and leaves nothing; and no rule is broken on the way. What could not be
// told while faults lasted is told by a reconciliation once they have stopped.
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
  story.github.script = () => null;
  await last.reconcileUnknown();
  story.clock.advance(600_000);
  const outcomes = await last.reconcileUnknown();
  const settled = story.store.auditRecords.findLast(
    ({ status }) => status !== null && ends.has(status),
  );
  const outcome = outcomes[0] ?? settled;
  const verdict = judge(outcome?.status ?? 'not settled', rightResult(story), isClean(story));
  return [verdict, ...brokenRules(story)].join('; ');
}

const ends: ReadonlySet<string> = new Set(['success', 'failed', 'outcome_unknown']);

/** Nothing is left but what a failure says stays: a tag that was public. */
function isClean(story: PublisherStory): boolean {
  const last = story.store.auditRecords.findLast(({ status }) => status === 'failed');
  const partly = last?.reasons.some(({ code }) => code === 'operation.partly_public') === true;
  return partly ? story.github.state.releases.size === 0 : nothingLeft(story);
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
