// SPDX-License-Identifier: Apache-2.0
// A line of an answer. One that ends with a command to copy keeps it apart, so that what the command
// needs where it is copied can be added when the line is printed, and in nothing that is quoted.

/** A line that ends with a command. */
interface CommandLine {
  readonly before: string;
  readonly command: string;
}

/** A line that people read. */
export type AnswerLine = string | CommandLine;

/** The line further in. */
export function indented(line: AnswerLine, by = '  '): AnswerLine {
  return typeof line === 'string' ? `${by}${line}` : { ...line, before: `${by}${line.before}` };
}
