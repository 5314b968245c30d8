// SPDX-License-Identifier: Apache-2.0
// Every path accepted here is one that the real git takes into its index, Windows' rules and all.
import { afterAll, expect, it } from 'vitest';
import { parseTreePath } from '../../src/git/tree-path.ts';
import { readSpecVectors } from '../vectors/spec-vectors.ts';
import { ScratchRepository } from './scratch-repository.ts';

const git = new ScratchRepository();
afterAll(() => git[Symbol.dispose]());

const { valid, invalid } = readSpecVectors('tree-paths');
const strictest = ['-c', 'core.protectNTFS=true', '-c', 'core.protectHFS=true'];
const blob = git.hashObject('blob', new Uint8Array());

it.each(valid)('accepts %s, as git does', (text) => {
  expect(parseTreePath(text)).toEqual({ ok: true, value: text });
  const entry = `100644,${blob},${text}`;
  expect(
    git.accepts([...strictest, 'update-index', '--add', '--replace', '--cacheinfo', entry]),
  ).toBe(true);
});

it.each(invalid)('refuses %j', (text) => {
  expect(parseTreePath(text)).toMatchObject({ ok: false });
});
