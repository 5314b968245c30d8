// SPDX-License-Identifier: Apache-2.0
// Goal: for every write of every kind, an answer that was lost ends in exactly one right result,
// whether or not GitHub applied the write, and nothing is sent again before the quarantine is over.
import { PUBLISHER_OPTIONS_DEFAULT } from '@marketops/publisher';
import type { ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { writesOf } from '../story/count-writes.ts';
import { PublisherStory, sampleKinds, type SampleKind } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';

const { quarantineMs, lagMs } = PUBLISHER_OPTIONS_DEFAULT;

const applied: readonly (readonly [string, ScriptedFault])[] = [
  ['lost', { kind: 'lost', applied: true }],
  ['500', { kind: 'answer', applied: true, failure: { status: 500 } }],
  ['502 with HTML', { kind: 'answer', applied: true, failure: { status: 502, body: 'not_json' } }],
  ['truncated', { kind: 'answer', applied: true, failure: { status: 201, body: 'truncated' } }],
  ['no id', { kind: 'answer', applied: true, failure: { status: 201, body: 'wrong_shape' } }],
];
const notApplied: readonly (readonly [string, ScriptedFault])[] = [
  ['lost', { kind: 'lost', applied: false }],
  ['503', { kind: 'answer', applied: false, failure: { status: 503, body: 'empty' } }],
];

const delivered: ScriptedFault = { kind: 'twice' };

/** A story whose nth write, counted over all, meets a fault once. */
function storyWith(kind: SampleKind, nth: number, fault: ScriptedFault): PublisherStory {
  const story = new PublisherStory(kind);
  let met = false;
  story.github.script = ({ nature }) => {
    if (met || nature !== 'write' || story.github.writes.length !== nth) return null;
    met = true;
    return fault;
  };
  return story;
}

const counted = await Promise.all(
  sampleKinds.map(async (kind) => ({ kind, writes: await writesOf(kind) })),
);

describe.each(counted)('$kind', ({ kind, writes }) => {
  it.each(
    writes.flatMap((write, nth) => applied.map(([name, fault]) => ({ write, nth, name, fault }))),
  )('$write applied, answer $name: one right result, sent once', async ({ nth, fault, write }) => {
    const story = storyWith(kind, nth, fault);
    const outcome = await story.publish();
    expect(outcome.refusals).toEqual([]);
    expect(outcome.status).toBe('success');
    expect(rightResult(story)).toBe('one right result');
    const same = story.github.writes.filter(({ name, about }) => `${name} ${about}` === write);
    expect(same).toHaveLength(write.startsWith('createCommit') ? same.length : 1);
  });

  it.each(writes.map((write, nth) => ({ write, nth })))(
    '$write delivered twice: one right result',
    async ({ nth }) => {
      const story = storyWith(kind, nth, delivered);
      const outcome = await story.publish();
      expect([outcome.status, rightResult(story)]).toEqual(['success', 'one right result']);
    },
  );

  it.each(
    writes.flatMap((write, nth) =>
      notApplied.map(([name, fault]) => ({ write, nth, name, fault })),
    ),
  )('$write not applied, answer $name: one right result, after the quarantine', async (fault) => {
    const story = storyWith(kind, fault.nth, fault.fault);
    const outcome = await story.publish();
    expect(outcome.refusals).toEqual([]);
    expect(outcome.status).toBe('success');
    expect(rightResult(story)).toBe('one right result');
    const sent = story.github.writes.filter(({ nature }) => nature === 'write');
    const [first, again] = sent.filter(({ name }) => fault.write.startsWith(`${name} `));
    expect(story.elapsedMs).toBeGreaterThanOrEqual(quarantineMs + lagMs);
    expect(first?.fault ?? again?.fault).not.toBeNull();
  });
});
