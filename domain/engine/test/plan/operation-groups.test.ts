// SPDX-License-Identifier: Apache-2.0
// Which operations belong together.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkedGroups } from '../../src/plan/operation-groups.ts';

const things = fc
  .array(fc.array(fc.nat({ max: 9 }), { maxLength: 3 }), { maxLength: 10 })
  .map((links) => links.map((to, index) => ({ id: `${index}`, links: to.map(String) })));

describe('operations that belong together', () => {
  it('are those linked directly or through others, in their order', () => {
    const groups = linkedGroups([
      { id: 'a', links: [] },
      { id: 'b', links: [] },
      { id: 'c', links: ['a'] },
      { id: 'd', links: ['c', 'gone'] },
    ]);
    expect(groups).toEqual([['a', 'c', 'd'], ['b']]);
  });

  it('make up a partition in which no link leads out of a group', () => {
    fc.assert(
      fc.property(things, (given) => {
        const groups = linkedGroups(given);
        expect(groups.flat().toSorted()).toEqual(given.map(({ id }) => id).toSorted());
        for (const { id, links } of given) {
          const group = groups.find((members) => members.includes(id)) ?? [];
          const known = links.filter((link) => given.some((other) => other.id === link));
          expect(group).toEqual(expect.arrayContaining(known));
        }
      }),
    );
  });
});
