// SPDX-License-Identifier: Apache-2.0
// Goal: whatever GitHub, or something before it, tells of an attempt, the line about it can be read
// again, and the attempt that was answered counts as answered.
import { REASON_CODES, type PublicationResult } from '@marketops/core';
import { journalEntrySchema, type JournalEntry } from '@marketops/publisher';
import { contractNow, sampleCommitOid, sampleTagRepo } from '@marketops/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptEntry, keptResult } from '../../src/operation/kept-telling.ts';
import { PublisherStory } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';
import { onCall, tell } from '../story/tell.ts';
import { publicationResultSchema } from '../../src/operation/settlement.ts';

const line: JournalEntry = {
  step: 'tag_ref',
  event: 'answered',
  attempt: 1,
  at: contractNow,
  handle: sampleCommitOid,
  note: null,
  until: null,
  refusals: [],
  requestId: 'ABCD:1',
};

describe('a line of the journal', () => {
  const told = fc.string({ unit: 'binary', maxLength: 1_500 });
  const anyText = fc.oneof(told, fc.constant('\ud800'), fc.constant('x'.repeat(5_000)));
  const refusals = fc.array(
    fc.record({
      code: fc.constantFrom(...REASON_CODES),
      subject: anyText,
      expected: anyText,
      found: anyText,
    }),
    { maxLength: 20 },
  );

  it('can be read again, whatever was told', () => {
    const anything = fc.record({
      note: fc.option(anyText),
      handle: fc.option(anyText),
      requestId: fc.option(anyText),
      refusals,
    });
    fc.assert(
      fc.property(anything, (tellings) => {
        const kept = keptEntry({ ...line, ...tellings });
        expect(journalEntrySchema.parse(kept, '')).toEqual({ ok: true, value: kept });
      }),
      { numRuns: 200 },
    );
  });

  it('that fits is kept as it stands', () => {
    const refusal = { code: 'github.refused', subject: 'a', expected: 'b', found: 'c' } as const;
    const whole = { ...line, note: 'timeout after 15000 ms', refusals: [refusal] };
    expect(keptEntry(whole)).toEqual(whole);
  });

  it('has no id where the one that was told could not be read again', () => {
    const tooLong = 'x'.repeat(301);
    expect(keptEntry({ ...line, requestId: '', handle: tooLong })).toEqual({
      ...line,
      requestId: null,
      handle: null,
    });
  });
});

describe('a result', () => {
  const { oid } = sampleTagRepo().tag;
  const result: PublicationResult = {
    kind: 'tag_repo',
    ref: 'refs/tags/v1.2.0',
    tagOid: oid,
    targetCommit: sampleCommitOid,
    url: 'https://github.example/acme/lantern/releases/tag/v1.2.0',
  };

  it('keeps a link that fits, and goes without one that does not', () => {
    expect(keptResult(result)).toEqual(result);
    const kept = keptResult({ ...result, url: `https://github.example/${'x'.repeat(2_000)}` });
    expect(kept).toEqual({ ...result, url: '' });
    expect(publicationResultSchema.parse(kept, '').ok).toBe(true);
  });
});

describe.each([
  ['nothing', ''],
  ['201 characters', 'x'.repeat(201)],
  ['half a character', 'ABCD\ud800'],
])('a request id of %s', (_what, requestId) => {
  it('with an answer that came to nothing does not keep the operation from its end', async () => {
    const failure = { status: 502, requestId, detail: `\udc00${'5'.repeat(5_000)}` };
    const told = await tell('tag_repo', {
      script: () => onCall('createRef', { kind: 'answer', applied: true, failure }),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
  });

  it('with a success does not either, and the attempt counts as answered', async () => {
    const story = new PublisherStory('tag_repo');
    const open = story.github.open.bind(story.github);
    story.github.open = async () => {
      const opened = await open();
      if (!opened.ok) return opened;
      const createRef = opened.value.createRef.bind(opened.value);
      opened.value.createRef = async (ref, oid) => {
        const reply = await createRef(ref, oid);
        return reply.ok ? { ...reply, requestId } : reply;
      };
      return opened;
    };
    const outcome = await story.publish();
    expect([outcome.status, rightResult(story)]).toEqual(['success', 'one right result']);
    const journal = story.store.journalOf(story.operation.operationId);
    expect(journal.find(({ step, event }) => step === 'tag_ref' && event === 'answered')).toEqual(
      expect.objectContaining({ attempt: 1, requestId: null }),
    );
  });
});
