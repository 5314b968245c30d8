// SPDX-License-Identifier: Apache-2.0
// What a gate says when it refuses: where, which rule, and what to do instead.

/** One broken rule at one place. */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  /** Counted from 1; absent where the whole file is meant. */
  readonly line?: number | undefined;
  readonly message: string;
}

/** Renders a violation as `path:line: message [rule]`. */
export function describeViolation({ rule, path, line, message }: Violation): string {
  const place = line === undefined ? path : `${path}:${line}`;
  return `${place}: ${message} [${rule}]`;
}
