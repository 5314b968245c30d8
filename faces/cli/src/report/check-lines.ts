// SPDX-License-Identifier: Apache-2.0
// The checks as a table: number, name, verdict in words, expected and found. Never colour alone.
import type { CheckReport } from '@marketops/core';
import { printable } from '../face/terminal.ts';

/** One line a check, in the order of the checks. */
export function checkLines({ checks }: CheckReport): readonly string[] {
  return checks.map(({ number, check, verdict, expected, found }) => {
    const detail =
      verdict === 'passed' ? '' : `  expected ${printable(expected)}, found ${printable(found)}`;
    return `${String(number).padStart(4)}  ${check.padEnd(24)}${verdict}${detail}`;
  });
}
