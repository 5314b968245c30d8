// SPDX-License-Identifier: Apache-2.0
// Which known name a mistyped one was probably meant to be.

/** Longer names are not compared: nobody mistypes that much. */
const comparedCharactersMax = 64;

/**
 * The known name that takes the fewest edits, or null where none is near: at most one edit for every
 * three characters, and never more than three.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (name.length > comparedCharactersMax) return null;
  const editsMax = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  const near = known
    .map((candidate) => ({ candidate, edits: editDistance(fold(name), fold(candidate)) }))
    .filter(({ edits }) => edits <= editsMax)
    .toSorted((left, right) => left.edits - right.edits);
  return near[0]?.candidate ?? null;
}

/** Case, hyphens and underscores are no difference: `make-latest` is meant as `makeLatest`. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one text into another. */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? Infinity) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
