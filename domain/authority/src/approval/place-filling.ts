// SPDX-License-Identifier: Apache-2.0
// Fills places with people, one person to a place at most: a largest matching in a bipartite graph,
// found by augmenting paths.

/** One place of a rule that one person is to fill. */
export interface Place<P> {
  readonly admits: (person: P) => boolean;
}

/**
 * For each place the person who fills it, or null; as many places as possible are filled, and nobody
 * fills two.
 */
export function fillPlaces<P>(
  places: readonly Place<P>[],
  people: readonly P[],
): readonly (P | null)[] {
  /** For each person the place that they fill. */
  const placeOf = new Map<number, number>();

  const seat = (place: number, tried: Set<number>): boolean => {
    for (const [index, person] of people.entries()) {
      if (tried.has(index) || places[place]?.admits(person) !== true) continue;
      tried.add(index);
      const occupied = placeOf.get(index);
      if (occupied === undefined || seat(occupied, tried)) {
        placeOf.set(index, place);
        return true;
      }
    }
    return false;
  };

  for (const place of places.keys()) seat(place, new Set());
  const filled: (P | null)[] = places.map(() => null);
  for (const [index, place] of placeOf) filled[place] = people[index] ?? null;
  return filled;
}
