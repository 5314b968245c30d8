// SPDX-License-Identifier: Apache-2.0
// Goal: what failed after an answer is told with what stands and what to run next, whatever was thrown.
import { describe, expect, it } from 'vitest';
import { AnswerStands } from '../../src/face/answer-stands.ts';
import { done } from '../../src/face/command-result.ts';

describe('a failure that names no repair', () => {
  it('is told in its own words, and leads on as what was left undone does', () => {
    const undone = { code: 'store.head_unsigned', subject: 'head', expected: 'one' } as const;
    const stands = new AnswerStands(done({}, []), { ...undone, error: new Error('broken') });
    expect(stands.refused.next).toBe('marketops doctor');
    expect(stands.refused.refusals).toMatchObject([
      { code: 'store.head_unsigned', found: expect.stringMatching(/^Error: broken; what/) },
    ]);
  });
});
