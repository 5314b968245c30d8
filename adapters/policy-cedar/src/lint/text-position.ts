// SPDX-License-Identifier: Apache-2.0
// Lines and columns for the byte offsets that Cedar reports.

/** A place in a text, both from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The place of a byte of a text's UTF-8. */
export function positionOfByte(text: string, byteOffset: number): TextPosition {
  const before = Buffer.from(text, 'utf8').subarray(0, byteOffset).toString('utf8');
  return positionOf(before);
}

/** The place right after `before`. */
export function positionOf(before: string): TextPosition {
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The place of `inner` inside the text that begins at `outer`. */
export function positionWithin(outer: TextPosition, inner: TextPosition): TextPosition {
  return inner.line === 1
    ? { line: outer.line, column: outer.column + inner.column - 1 }
    : { line: outer.line + inner.line - 1, column: inner.column };
}
