// SPDX-License-Identifier: Apache-2.0
// Numbers of JSON that every reader reads alike: nothing that rounds an integer, overflows or
// vanishes.
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import type { JsonLimits } from './json-limits.ts';

/** A number and where the text goes on after it. */
export interface ScannedNumber {
  readonly number: number;
  readonly end: number;
}

const numberPattern = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const mantissaHasDigit = /^[^eE]*[1-9]/;

/** Reads the number that begins at `start` of `text`. */
export function scanNumber(
  text: string,
  start: number,
  numbers: JsonLimits['numbers'],
): Parsed<ScannedNumber> {
  numberPattern.lastIndex = start;
  const match = numberPattern.exec(text);
  if (match === null) return refused('', 'a JSON number', `something else at index ${start}`);
  const [spelling, fraction, exponent] = match;
  const number = Number(spelling);
  const end = start + spelling.length;
  if (fraction === undefined && exponent === undefined) {
    if (!Number.isSafeInteger(number)) {
      return refused('', 'an integer from -(2^53 - 1) to 2^53 - 1', describeText(spelling));
    }
    if (spelling === '-0' && numbers === 'integer') {
      return refused('', 'an integer in its shortest spelling', '"-0"');
    }
  } else if (numbers === 'integer') {
    return refused('', 'an integer without fraction and exponent', describeText(spelling));
  }
  if (!Number.isFinite(number) || (number === 0 && mantissaHasDigit.test(spelling))) {
    return refused('', 'a number that a double can hold', describeText(spelling));
  }
  // Adding 0 turns -0 into 0, which is also what canonical JSON writes for it.
  return accepted({ number: number + 0, end });
}
