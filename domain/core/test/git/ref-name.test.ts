// SPDX-License-Identifier: Apache-2.0
// Every name accepted here is one that the real git accepts.
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseBranchName, parseTagName } from '../../src/git/ref-name.ts';
import { readSpecVectors } from '../vectors/spec-vectors.ts';
import { ScratchRepository } from './scratch-repository.ts';

const git = new ScratchRepository();
afterAll(() => git[Symbol.dispose]());

describe.each([
  ['tag-names', 'refs/tags/', parseTagName],
  ['branch-names', 'refs/heads/', parseBranchName],
] as const)('%s', (format, prefix, parse) => {
  const { valid, invalid } = readSpecVectors(format);

  it.each(valid)('accept %s, as git does', (text) => {
    expect(parse(text)).toEqual({ ok: true, value: text });
    expect(git.accepts(['check-ref-format', `${prefix}${text}`])).toBe(true);
  });

  it.each(invalid)('refuse %j', (text) => {
    expect(parse(text)).toMatchObject({ ok: false });
  });
});

it('accepts only what git accepts', () => {
  const characters = fc.constantFrom(
    ...'ab01-_./@{}~^:?*[]\\!+= é'.split(''),
    '.lock',
    '..',
    '@{',
    '//',
    '/.',
  );
  fc.assert(
    fc.property(fc.array(characters, { minLength: 1, maxLength: 6 }), (parts) => {
      const text = parts.join('');
      fc.pre(parseBranchName(text).ok);
      expect(git.accepts(['check-ref-format', '--branch', text])).toBe(true);
      expect(git.accepts(['check-ref-format', `refs/tags/${text}`])).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it('says which rule is broken', () => {
  expect(parseTagName('v1..2')).toEqual({
    ok: false,
    problem: { path: '', expected: 'a name without ".." and "@{"', found: '"v1..2"' },
  });
});
