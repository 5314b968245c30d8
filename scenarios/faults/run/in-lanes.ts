// SPDX-License-Identifier: Apache-2.0
// Does many pieces of work a few at a time.

/** Runs `work` on every item, `lanes` at a time, and gives the results in the order of the items. */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return [...results].toSorted(([left], [right]) => left - right).map(([, result]) => result);
}
