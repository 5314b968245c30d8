// SPDX-License-Identifier: Apache-2.0
// Every test of the repository asserts something, and a test that does not is caught.

import { describe, expect, it } from 'vitest';
import { gates } from '../gates/gates.ts';
import { assertingTest } from '../gates/tests/asserting-test.ts';
import { complaints, repositoryRoot, type Planted } from './planted-tree.ts';

const path = 'domain/core/test/thing.test.ts';

function judging(text: string, others: Planted = {}): string[] {
  return complaints(assertingTest, { ...others, [path]: text });
}

describe('the gate of asserting tests', () => {
  it('finds an assertion in every test of this repository', async () => {
    expect(await gates.get('asserting-tests')?.(repositoryRoot)).toEqual([]);
  });

  it('fails where there is no test', () => {
    expect(complaints(assertingTest, {}).join('\n')).toContain('found no file to look at');
  });

  it.each([
    ['an empty test', "it('works', () => {});"],
    ['a test that only acts', "test('works', async () => { await run(); });"],
    ['a test over a table', "it.each([1, 2])('works %s', (n) => { run(n); });"],
    ['a test that asserts a literal', "it('works', () => { expect(true).toBe(true); });"],
    ['a body that asserts nothing', "function body() { run(); }\nit('works', body);"],
    ['an assertion next to the test', "expect(x).toBe(1);\nit('works', () => { run(); });"],
    ['a function that is never called', "const check = () => expect(x);\nit('works', () => {});"],
  ])('catches %s', (_what, text) => {
    expect(judging(text).join('\n')).toContain("'works");
  });

  it.each([
    ['expect', "it('works', () => { expect(x).toBe(1); });"],
    ['assert', "it('works', () => { assert.equal(x, 1); });"],
    ['fc.assert', "it('works', () => fc.assert(fc.property(fc.nat(), law)));"],
    ['a function of the file', "const check = () => expect(x);\nit('works', () => { check(); });"],
    [
      'functions that lead to one another',
      "function a() { b(); }\nfunction b() { expect(x).toBe(1); }\nit('works', () => { a(); });",
    ],
    ['a body by name', "function body() { expect(x).toBe(1); }\nit('works', body);"],
    ['a method that says so', "it('works', () => world.expectRefused('receipt.missing'));"],
  ])('accepts %s', (_what, text) => {
    expect(judging(text)).toEqual([]);
  });

  it('follows imports, also through an index', () => {
    const others = {
      'doubles/testkit/package.json': '{"name":"@marketops/testkit"}',
      'doubles/testkit/src/index.ts': "export { holds as storeHolds } from './store.ts';",
      'doubles/testkit/src/store.ts': 'export function holds() { expect(x).toBe(1); }',
      'domain/core/test/laws.ts': 'export const silent = () => run();',
    };
    const text = [
      "import { storeHolds } from '@marketops/testkit';",
      "import { silent } from './laws.ts';",
      "it('holds', () => { storeHolds(); });",
      "it('is silent', () => { silent(); });",
    ].join('\n');
    expect(judging(text, others)).toEqual([expect.stringContaining("'is silent' asserts nothing")]);
  });
});
