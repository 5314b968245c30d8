// SPDX-License-Identifier: Apache-2.0
// The id of an edited tree is that of the files it then holds, and no folder is believed unseen.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blobId,
  parseHostName,
  parseRepositoryName,
  utf8Encode,
  type GitObjectId,
} from '@marketops/core';
import { MemoryRepository, must } from '@marketops/testkit';
import { editTree, type TreeChange } from '../../src/git/edit-tree.ts';

type Files = { readonly [path: string]: string };

const identity = {
  host: must(parseHostName('github.example')),
  ownerId: 1,
  repositoryId: 2,
  fullName: must(parseRepositoryName('acme/lantern')),
};

/** The tree of these files, and a loader of all its folders. */
function treeOf(files: Files) {
  const repository = new MemoryRepository(identity);
  const commit = repository.push('main', files);
  const root = repository.commits.get(commit);
  if (root === undefined) throw new TypeError('expected a tree');
  const load = (oid: GitObjectId) => {
    const entries = repository.trees.get(oid);
    return Promise.resolve(
      entries === undefined
        ? null
        : {
            oid,
            truncated: false,
            entries: entries.map(({ mode, name, id }) => ({
              path: name,
              mode,
              type: 'blob',
              oid: id,
            })),
          },
    );
  };
  return { root, load };
}

function write(path: string, content: string): TreeChange {
  return { path, mode: '100644', blobOid: blobId(utf8Encode(content)) };
}

function remove(path: string): TreeChange {
  return { path, mode: '100644', blobOid: null };
}

const base: Files = { 'README.md': 'a', 'docs/a.md': 'b', 'docs/deep/b.md': 'c' };

describe('editing a tree', () => {
  it.each<[string, readonly TreeChange[], Files]>([
    ['nothing', [], base],
    ['a file', [write('README.md', 'z')], { ...base, 'README.md': 'z' }],
    ['a deep file', [write('docs/deep/b.md', 'z')], { ...base, 'docs/deep/b.md': 'z' }],
    ['new folders', [write('x/y/z', 'z')], { ...base, 'x/y/z': 'z' }],
    [
      'a folder away, with its last file',
      [remove('docs/deep/b.md')],
      { 'README.md': 'a', 'docs/a.md': 'b' },
    ],
    [
      'several paths',
      [write('docs/c.md', 'z'), remove('README.md')],
      { 'docs/a.md': 'b', 'docs/deep/b.md': 'c', 'docs/c.md': 'z' },
    ],
  ])('changes %s', async (_, changes, expected) => {
    const { root, load } = treeOf(base);
    expect(await editTree(root, changes, load)).toEqual({ ok: true, tree: treeOf(expected).root });
  });

  it.each<[string, readonly TreeChange[], string, string]>([
    ['a file in place of a folder', [write('docs', 'z')], 'docs', 'mode 40000'],
    ['a folder in place of a file', [write('README.md/x', 'z')], 'README.md', 'something else'],
    ['a deletion of nothing', [remove('gone')], 'gone', 'none'],
    ['a path and one below it', [write('x', 'z'), write('x/y', 'z')], 'x', 'changes of both'],
  ])('refuses %s', async (_, changes, path, found) => {
    const { root, load } = treeOf(base);
    expect(await editTree(root, changes, load)).toMatchObject({ ok: false, path, found });
  });

  it('believes no folder whose entries are cut off or are not those of its id', async () => {
    const { root, load } = treeOf(base);
    const cut = async (oid: GitObjectId) => {
      const tree = await load(oid);
      return tree === null ? null : { ...tree, truncated: true };
    };
    expect(await editTree(root, [write('a', 'z')], cut)).toMatchObject({ ok: false, path: '/' });
    const other = () => treeOf({ b: 'c' }).load(treeOf({ b: 'c' }).root);
    expect(await editTree(root, [write('a', 'z')], other)).toMatchObject({ ok: false });
    const none = () => Promise.resolve(null);
    expect(await editTree(root, [write('a', 'z')], none)).toMatchObject({ ok: false });
  });

  it('gives the tree that the files make up, whatever was written and deleted', async () => {
    const path = fc.constantFrom('a', 'b', 'c/a', 'c/b', 'd/e/f', 'd/e/g');
    const content = fc.constantFrom('1', '2', '3');
    const files = fc.dictionary(path, content, { minKeys: 1 });
    const property = fc.asyncProperty(files, files, async (before, after) => {
      const { root, load } = treeOf(before);
      const changes = [
        ...Object.keys(before)
          .filter((name) => !Object.hasOwn(after, name))
          .map(remove),
        ...Object.entries(after).map(([name, text]) => write(name, text)),
      ];
      expect(await editTree(root, changes, load)).toEqual({ ok: true, tree: treeOf(after).root });
    });
    await fc.assert(property);
  });
});
