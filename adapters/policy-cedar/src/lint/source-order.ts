// SPDX-License-Identifier: Apache-2.0
// Finds where the rules of a text begin. Cedar splits a text into rules sorted by the ids it gives them
// (`policy0`, `policy1`, `policy10`, …), not by where they stand.

/** A rule's own text and where it begins, in UTF-16 units. */
export interface PlacedPart {
  readonly part: string;
  readonly offset: number;
}

/** The parts of a text in the order in which they stand in it. `parts` is as Cedar splits it. */
export function inSourceOrder(text: string, parts: readonly string[]): readonly PlacedPart[] {
  const sorted = parts.map((_part, i) => `policy${i}`).toSorted();
  let searchFrom = 0;
  return parts.map((_part, i) => {
    const part = parts[sorted.indexOf(`policy${i}`)] ?? '';
    // The engine's order is not promised: whatever is not found from here on is sought from the top.
    const ahead = text.indexOf(part, searchFrom);
    const offset = ahead === -1 ? Math.max(0, text.indexOf(part)) : ahead;
    searchFrom = offset + part.length;
    return { part, offset };
  });
}
