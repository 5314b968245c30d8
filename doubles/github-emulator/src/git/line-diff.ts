// SPDX-License-Identifier: Apache-2.0
// Counts added and deleted lines by the longest common subsequence, after the equal head and tail have
// been set aside. Above a size the middle counts as wholly replaced: the figures are for display.

/** How many lines a change adds and deletes. */
export interface LineCounts {
  readonly additions: number;
  readonly deletions: number;
}

const COMPARED_CELLS_MAX = 4_000_000;

/** Counts the lines that differ between two texts. */
export function countChangedLines(before: string, after: string): LineCounts {
  const left = linesOf(before);
  const right = linesOf(after);
  let head = 0;
  while (head < left.length && head < right.length && left[head] === right[head]) {
    head += 1;
  }
  let tail = 0;
  while (
    tail < left.length - head &&
    tail < right.length - head &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  ) {
    tail += 1;
  }
  const leftMiddle = left.slice(head, left.length - tail);
  const rightMiddle = right.slice(head, right.length - tail);
  const common = commonLines(leftMiddle, rightMiddle);
  return { additions: rightMiddle.length - common, deletions: leftMiddle.length - common };
}

function commonLines(left: readonly string[], right: readonly string[]): number {
  if (left.length * right.length > COMPARED_CELLS_MAX) {
    return 0;
  }
  let previous = new Uint32Array(right.length + 1);
  for (const line of left) {
    const current = new Uint32Array(right.length + 1);
    for (const [index, other] of right.entries()) {
      current[index + 1] =
        line === other
          ? (previous[index] ?? 0) + 1
          : Math.max(previous[index + 1] ?? 0, current[index] ?? 0);
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

function linesOf(text: string): string[] {
  if (text === '') {
    return [];
  }
  const lines = text.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  return lines;
}
