// SPDX-License-Identifier: Apache-2.0
// Whole numbers as options give them.
import { refusal } from '@marketops/core';
import { refuse } from './command-result.ts';

/** Reads a whole number within bounds; throws CommandRefused naming the option. */
export function readWholeNumber(
  option: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const number = Number(text);
  if (/^[0-9]+$/.test(text) && number >= min && number <= max) return number;
  const expected = `a whole number from ${min} to ${max}`;
  return refuse(refusal('usage.invalid', { subject: option, expected, found: text }));
}
