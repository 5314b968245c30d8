// SPDX-License-Identifier: Apache-2.0
// Encoders and decoders of git objects, against values that git itself computed.

import { describe, expect, it } from 'vitest';

import { encodeCommit, parseCommit } from '../../src/git/commit-object.ts';
import { formatIdentity, parseIdentity } from '../../src/git/git-identity.ts';
import { gitObjectId } from '../../src/git/git-object.ts';
import { GitObjectStore } from '../../src/git/git-object-store.ts';
import { countChangedLines } from '../../src/git/line-diff.ts';
import { isRefName } from '../../src/git/ref-name.ts';
import { encodeTag, parseTag } from '../../src/git/tag-object.ts';
import { encodeTree, readTree } from '../../src/git/tree-object.ts';

const person = { name: 'Alice A', email: 'alice@example.org', seconds: 1, offset: '+0200' };

describe('git objects', () => {
  it('have the ids that git gives the empty blob and the empty tree', () => {
    expect(gitObjectId('blob', Buffer.alloc(0))).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(gitObjectId('tree', encodeTree([]))).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  });

  it('are stored once, whatever the order, and never replaced', () => {
    const store = new GitObjectStore();
    const id = store.put('blob', Buffer.from('a'));
    expect(store.put('blob', Buffer.from('a'))).toBe(id);
    expect([store.size, store.has(id, 'blob'), store.has(id, 'tree')]).toEqual([1, true, false]);
    store.put('blob', Buffer.from('b'));
    expect(store.arrivedAfter(1).map((object) => object.content.toString())).toEqual(['b']);
  });

  it('survive encoding: commits with signature and empty message, tags without tagger', () => {
    const commit = {
      tree: 'a'.repeat(40),
      parents: ['b'.repeat(40), 'c'.repeat(40)],
      author: person,
      committer: { ...person, seconds: -5, offset: '-0130' },
      signature: '-----BEGIN\n\nline\n-----END',
      message: '',
    };
    expect(parseCommit(encodeCommit(commit))).toEqual(commit);
    const tag = {
      object: 'a'.repeat(40),
      type: 'commit',
      tag: 'v1',
      tagger: null,
      message: 'm',
    } as const;
    expect(parseTag(encodeTag(tag))).toEqual(tag);
    expect(() => parseCommit(Buffer.from('tree x\n\n'))).toThrow('tree, author and committer');
    expect(() => parseTag(Buffer.from('object x\n\n'))).toThrow('object, type and tag');
  });

  it('carry names without the characters that would end a field', () => {
    const line = formatIdentity({ ...person, name: ' A <b>\n', email: '<x>' });
    expect(line).toBe('A b <x> 1 +0200');
    expect(parseIdentity('<> 1 +0000')).toEqual({
      name: '',
      email: '',
      seconds: 1,
      offset: '+0000',
    });
    expect(() => parseIdentity('nobody')).toThrow('identity line expected');
  });

  it('sort directories as if their names ended in a slash', () => {
    const store = new GitObjectStore();
    const id = '1'.repeat(40);
    const tree = store.put(
      'tree',
      encodeTree([
        { mode: '040000', name: 'a', id },
        { mode: '100644', name: 'a.b', id },
        { mode: '100644', name: 'a0', id },
      ]),
    );
    expect(readTree(store, tree).map((entry) => entry.name)).toEqual(['a.b', 'a', 'a0']);
    expect(() => readTree(store, id)).toThrow('is not in the store');
    const broken = store.put('tree', Buffer.from('100644 a\0short'));
    expect(() => readTree(store, broken)).toThrow('malformed at byte 0');
  });
});

describe('reference names', () => {
  it('follow the rules of git', () => {
    for (const name of ['refs/heads/main', 'refs/tags/v1.0.0', 'refs/heads/a/b-c_d+e']) {
      expect([name, isRefName(name)]).toEqual([name, true]);
    }
    const bad = [
      'main',
      'refs/main',
      'refs/heads/',
      'refs/heads/.a',
      'refs/heads/a.',
      'refs/heads/a~1',
    ];
    for (const name of [...bad, 'refs/heads/a@{b', 'refs/heads/a\u0007', 'refs/heads/a//b']) {
      expect([name, isRefName(name)]).toEqual([name, false]);
    }
  });
});

describe('changed lines', () => {
  it('are counted as git counts them', () => {
    const counts = (before: string, after: string): number[] => {
      const { additions, deletions } = countChangedLines(before, after);
      return [additions, deletions];
    };
    expect(counts('', 'a\nb\n')).toEqual([2, 0]);
    expect(counts('a\nb\nc\n', 'a\nc\n')).toEqual([0, 1]);
    expect(counts('a\nb\nc\nd\n', 'a\nx\nc\ny\nd\n')).toEqual([2, 1]);
    expect(counts('a', 'a')).toEqual([0, 0]);
    const long = (letter: string): string => `${letter}\n`.repeat(3000);
    expect(counts(long('a'), long('b'))).toEqual([3000, 3000]);
  });
});
