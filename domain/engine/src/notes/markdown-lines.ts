// SPDX-License-Identifier: Apache-2.0
// Splits Markdown into lines and tells which of them are inside fenced code, where nothing is a
// heading or a link.

/** One line, without its line ending. */
export interface MarkdownLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Whether the line is a fence or inside one. */
  readonly fenced: boolean;
}

const fencePattern = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** The lines of a text. A fence ends at one at least as long, of the same character (CommonMark 4.5). */
export function splitMarkdownLines(text: string): readonly MarkdownLine[] {
  let fence: string | null = null;
  return text.split(/\r\n|\n|\r/).map((line, index) => {
    const [, marks, rest = ''] = fencePattern.exec(line) ?? [];
    const inside = fence !== null;
    if (fence === null) {
      const opens = marks !== undefined && !(marks.startsWith('`') && rest.includes('`'));
      if (opens) fence = marks;
    } else if (marks?.startsWith(fence) === true && rest.trim() === '') {
      fence = null;
    }
    return { text: line, number: index + 1, fenced: inside || fence !== null };
  });
}
