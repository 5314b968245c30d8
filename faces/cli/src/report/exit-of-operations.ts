// SPDX-License-Identifier: Apache-2.0
// The exit code of a command that carried operations out.
import { EXIT_CODES, reasonEntry, type ExitCode, type Refusal } from '@marketops/core';

/** How one operation ended. */
interface EndedOperation {
  readonly status: string;
  readonly refusals: readonly Refusal[];
}

/** That of the first operation that did not succeed; an unknown outcome outweighs all. */
export function exitOfOperations(operations: readonly EndedOperation[]): ExitCode {
  if (operations.some(({ status }) => status === 'outcome_unknown')) {
    return EXIT_CODES.outcomeUnknown;
  }
  const failed = operations.find(({ status }) => status !== 'success');
  if (failed === undefined) return EXIT_CODES.done;
  const [first] = failed.refusals;
  return first === undefined ? EXIT_CODES.failure : reasonEntry(first.code).exit;
}
