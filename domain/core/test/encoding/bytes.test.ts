// SPDX-License-Identifier: Apache-2.0
// Joining and comparing agree with the platform's own.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareBytes, concatBytes, equalBytes } from '../../src/encoding/bytes.ts';

const someBytes = fc.uint8Array({ maxLength: 8, max: 3 });

it('joins parts in order', () => {
  fc.assert(
    fc.property(fc.array(someBytes, { maxLength: 5 }), (parts) => {
      expect(concatBytes(parts)).toEqual(Uint8Array.from(Buffer.concat(parts)));
    }),
  );
});

it('compares as the platform does', () => {
  fc.assert(
    fc.property(someBytes, someBytes, (left, right) => {
      expect(Math.sign(compareBytes(left, right))).toBe(Buffer.compare(left, right));
      expect(equalBytes(left, right)).toBe(Buffer.compare(left, right) === 0);
      expect(equalBytes(left, Uint8Array.from(left))).toBe(true);
    }),
  );
});
