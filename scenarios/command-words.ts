// SPDX-License-Identifier: Apache-2.0
// The words after a command of the scenarios: what makes no sense is an error of whoever wrote them.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** The request cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The values of the options among the words; throws UsageError for any other word. */
export function readWords<const Options extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
