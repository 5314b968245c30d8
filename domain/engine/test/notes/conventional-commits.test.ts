// SPDX-License-Identifier: Apache-2.0
// Which commit messages become notes, and how.
import { describe, expect, it } from 'vitest';
import { testCommit } from '@marketops/testkit';
import { notesFromCommits, readConventionalCommit } from '../../src/notes/conventional-commits.ts';

const commit = testCommit('one');

describe('a conventional commit', () => {
  it('reads type, scope and description', () => {
    expect(readConventionalCommit('feat(cli): decode\n\nMore.\n')).toEqual({
      type: 'feat',
      scope: 'cli',
      description: 'decode',
      breaking: null,
    });
  });

  it('takes what breaks from the mark or, where there is one, from the footer', () => {
    expect(readConventionalCommit('feat!: drop Node 18')?.breaking).toBe('drop Node 18');
    expect(readConventionalCommit('fix: codes\n\nBREAKING CHANGE: codes differ\n')?.breaking).toBe(
      'codes differ',
    );
  });

  it.each(['Release 1.2.0', 'feat:no space', 'feat : space', ': nothing', '', 'feat(: open'])(
    'does not read %j',
    (message) => {
      expect(readConventionalCommit(message)).toBeNull();
    },
  );
});

describe('notes of commits', () => {
  it('tell what breaks first and leave out what readers do not need', () => {
    const messages = [
      'feat(cli): decode',
      'chore: tidy',
      'fix: blanks',
      'feat!: no Node 18',
      'Merge',
    ];
    const id = commit.slice(0, 10);
    expect(notesFromCommits(messages.map((message) => ({ commit, message })))).toBe(
      [
        `### Breaking changes\n\n- no Node 18 (${id})`,
        `### Features\n\n- **cli:** decode (${id})`,
        `### Fixes\n\n- blanks (${id})`,
      ].join('\n\n'),
    );
  });

  it('are empty where no commit says anything', () => {
    expect(notesFromCommits([{ commit, message: 'wip' }])).toBe('');
  });
});
