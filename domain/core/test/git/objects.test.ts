// SPDX-License-Identifier: Apache-2.0
// Object ids computed here are those of the real git, for any content it accepts.
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { utf8Encode } from '../../src/encoding/utf8.ts';
import { parseGitObjectId, type GitObjectId } from '../../src/git/object-id.ts';
import {
  annotatedTagId,
  blobId,
  commitId,
  encodeCommit,
  encodeTree,
  parsePersonEmail,
  parsePersonName,
  treeEntryModes,
  treeId,
  type GitPerson,
  type TreeEntry,
} from '../../src/git/objects.ts';
import { encodeTag } from '../../src/git/annotated-tag.ts';
import { parseGitMessage } from '../../src/git/object-encoding.ts';
import { parseTagName, type TagName } from '../../src/git/ref-name.ts';
import { instantFromMs, instantFromSeconds } from '../../src/time/instant.ts';
import { ScratchRepository } from './scratch-repository.ts';

const git = new ScratchRepository();
afterAll(() => git[Symbol.dispose]());

const someRuns = { numRuns: 25 };

function objectId(text: string): GitObjectId {
  const parsed = parseGitObjectId(text);
  if (!parsed.ok) throw new Error(`expected ${parsed.problem.expected}`);
  return parsed.value;
}

function tagName(text: string): TagName {
  const parsed = parseTagName(text);
  if (!parsed.ok) throw new Error(`expected ${parsed.problem.expected}`);
  return parsed.value;
}

const emptyTree = objectId(git.run(['mktree']));
const alice: GitPerson = {
  name: 'Alice Åström',
  email: 'alice@example.com',
  date: instantFromMs(1_767_225_599_999),
};
const bob: GitPerson = { name: 'Bob', email: 'bob@example.com', date: instantFromSeconds(1) };
const firstCommit = { tree: emptyTree, parents: [], author: alice, committer: bob, message: 'a' };
const firstCommitId = objectId(git.hashObject('commit', encodeCommit(firstCommit)));
const secondCommit = { ...firstCommit, parents: [firstCommitId] };
const secondCommitId = objectId(git.hashObject('commit', encodeCommit(secondCommit)));

const people = fc
  .record({
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    email: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
    date: fc.nat({ max: 4_000_000_000 }).map((seconds) => instantFromMs(seconds * 1000 + 999)),
  })
  .filter(({ name, email }) => parsePersonName(name).ok && parsePersonEmail(email).ok);
const messages = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .filter((message) => parseGitMessage(message).ok);
const modes = fc.constantFrom(...treeEntryModes);
const ids = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .filter((bytes) => bytes.some((byte) => byte !== 0))
  .map((bytes) => objectId(Buffer.from(bytes).toString('hex')));

describe('blobs', () => {
  it('have the ids of git', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        expect(blobId(content)).toBe(git.hashObject('blob', content));
      }),
      someRuns,
    );
    expect(blobId(new Uint8Array())).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  });
});

describe('trees', () => {
  const names = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', 'b', '.', '-', '0', '/', 'é'),
      minLength: 1,
      maxLength: 4,
    }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  );
  const entries = fc.uniqueArray(
    fc.record({ mode: modes, name: names.map((name) => name.replaceAll('/', 'x')), id: ids }),
    { selector: ({ name }) => name, maxLength: 12 },
  );

  it('have the ids of git, in whatever order their entries come', () => {
    fc.assert(
      fc.property(entries, (list) => {
        fc.pre(list.every(({ name }) => isNameForGit(name)));
        const listing = list.map((entry) => `${mktreeLine(entry)}\0`).join('');
        const expected = git.run(['mktree', '-z', '--missing'], listing);
        expect(treeId(list)).toBe(expected);
        expect(treeId(list.toReversed())).toBe(expected);
        expect(git.hashObject('tree', encodeTree(list))).toBe(expected);
      }),
      someRuns,
    );
  });

  it('sort a folder as if its name ended in a slash', () => {
    const id = blobId(utf8Encode('x'));
    const list: TreeEntry[] = [
      { mode: '40000', name: 'a', id: emptyTree },
      { mode: '100644', name: 'a.b', id },
      { mode: '100644', name: 'a0', id },
      { mode: '100755', name: 'a-b', id },
    ];
    const listing = list.map((entry) => `${mktreeLine(entry)}\n`).join('');
    expect(treeId(list)).toBe(git.run(['mktree', '--missing'], listing));
    const text = Buffer.from(encodeTree(list)).toString('latin1');
    const places = ['a-b', 'a.b', 'a', 'a0'].map((name) => text.indexOf(` ${name}\0`));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  it('have the well-known id when empty', () => {
    expect(treeId([])).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  });

  it.each(['', '.', '..', '.git', '.GIT', 'a/b', 'a\0b', '\ud800'])(
    'refuse the name %j',
    (name) => {
      expect(() => treeId([{ mode: '100644', name, id: emptyTree }])).toThrow(RangeError);
    },
  );

  it('refuse a name twice, be it once a file and once a folder', () => {
    const list: TreeEntry[] = [
      { mode: '100644', name: 'a', id: emptyTree },
      { mode: '40000', name: 'a', id: emptyTree },
    ];
    expect(() => treeId(list)).toThrow('each name once');
  });
});

describe('commits', () => {
  it('have the ids that git hash-object gives them', () => {
    fc.assert(
      fc.property(people, people, messages, fc.boolean(), (author, committer, message, root) => {
        const parents = root ? [] : [firstCommitId, secondCommitId];
        const commit = { tree: emptyTree, parents, author, committer, message };
        expect(commitId(commit)).toBe(git.hashObject('commit', encodeCommit(commit)));
      }),
      someRuns,
    );
  });

  it('have the ids that git commit-tree gives them', () => {
    fc.assert(
      fc.property(people, people, messages, (author, committer, message) => {
        const parents = [firstCommitId];
        const expected = git.run(['commit-tree', emptyTree, '-p', firstCommitId], message, {
          ...identity('AUTHOR', author),
          ...identity('COMMITTER', committer),
        });
        expect(commitId({ tree: emptyTree, parents, author, committer, message })).toBe(expected);
      }),
      someRuns,
    );
  });

  it('add nothing to the message', () => {
    const text = Buffer.from(encodeCommit(firstCommit)).toString();
    expect(text.endsWith('1 +0000\n\na')).toBe(true);
    expect(text).toContain('author Alice Åström <alice@example.com> 1767225599 +0000\n');
  });
});

describe('annotated tags', () => {
  it('have the ids that git mktag gives them', () => {
    fc.assert(
      fc.property(people, messages, (tagger, message) => {
        const name = tagName('v1.2.0');
        const tag = {
          object: firstCommitId,
          objectType: 'commit',
          tagName: name,
          tagger,
          message,
        } as const;
        expect(annotatedTagId(tag)).toBe(git.run(['mktag', '--no-strict'], encodeTag(tag)));
      }),
      someRuns,
    );
  });

  it('have the id of git tag -a, whose message ends in a newline', () => {
    const tagger = { ...bob, date: instantFromSeconds(1_767_225_599) };
    const name = tagName('v1.0.0');
    git.run(
      ['tag', '-a', name, '-m', 'The first', firstCommitId],
      '',
      identity('COMMITTER', tagger),
    );
    expect(
      annotatedTagId({
        object: firstCommitId,
        objectType: 'commit',
        tagName: name,
        tagger,
        message: 'The first\n',
      }),
    ).toBe(git.run(['rev-parse', `refs/tags/${name}`]));
  });
});

describe('what git would write down otherwise', () => {
  it.each(['', ' a', 'a ', 'a.', ',a', '"a"', "a'", 'a\\', 'a<b', 'a>b', 'a\nb', 'a\0b', '\ud800'])(
    'is refused as a name: %j',
    (name) => {
      expect(parsePersonName(name)).toMatchObject({ ok: false });
      const commit = { ...firstCommit, author: { ...alice, name } };
      expect(() => commitId(commit)).toThrow(RangeError);
    },
  );

  it.each(['', ' alice@example.com', 'alice@example.com>', 'a@b\n', '<a@b'])(
    'is refused as an email: %j',
    (email) => {
      expect(parsePersonEmail(email)).toMatchObject({ ok: false });
      const commit = { ...firstCommit, committer: { ...bob, email } };
      expect(() => commitId(commit)).toThrow(RangeError);
    },
  );

  it.each(['a\0b', '\udc00'])('is refused as a message: %j', (message) => {
    expect(parseGitMessage(message)).toMatchObject({ ok: false });
    expect(() => commitId({ ...firstCommit, message })).toThrow(RangeError);
  });
});

it('an abbreviated or upper-case id is no id', () => {
  for (const text of ['', 'e69de29', firstCommitId.toUpperCase(), `${firstCommitId}0`, 'HEAD']) {
    expect(parseGitObjectId(text)).toMatchObject({ ok: false });
  }
});

function identity(role: 'AUTHOR' | 'COMMITTER', person: GitPerson): NodeJS.ProcessEnv {
  return {
    [`GIT_${role}_NAME`]: person.name,
    [`GIT_${role}_EMAIL`]: person.email,
    [`GIT_${role}_DATE`]: `@${Math.floor(Date.parse(person.date) / 1000)} +0000`,
  };
}

function isNameForGit(name: string): boolean {
  return !['', '.', '..', '.git'].includes(name.toLowerCase()) && !name.includes('\0');
}

function mktreeLine({ mode, name, id }: TreeEntry): string {
  const types: Partial<Record<TreeEntry['mode'], string>> = { '40000': 'tree', '160000': 'commit' };
  return `${mode.padStart(6, '0')} ${types[mode] ?? 'blob'} ${id}\t${name}`;
}
