// SPDX-License-Identifier: Apache-2.0
// A test that asserts nothing passes for ever. Each test reaches an assertion, in its own body or
// through a function it calls.

import { isHouseCode } from '../house.ts';
import type { Rule } from '../rule.ts';
import { syntaxOf } from '../syntax.ts';
import { assertingNames, isAssertion } from './asserting-names.ts';
import { callFacts } from './call-facts.ts';

/** Every declared test asserts something. */
export const assertingTest: Rule = {
  name: 'tests/asserting-test',
  concerns: ({ path }) => isHouseCode(path) && path.endsWith('.test.ts'),
  *inspect(file, tree) {
    const asserting = assertingNames(file, tree);
    const { calls, tests } = callFacts(file);
    const places = calls.filter((call) => isAssertion(call, asserting)).map(({ start }) => start);
    for (const { title, start, end, bodies } of tests) {
      const asserts =
        bodies.some((name) => asserting.has(name)) ||
        places.some((place) => place > start && place < end);
      if (asserts) continue;
      const message = `${title} asserts nothing; call expect, assert or fc.assert`;
      yield { line: syntaxOf(file).lineAt(start), message };
    }
  },
};
