// SPDX-License-Identifier: Apache-2.0
// Banned words and tests that do not run are caught; this file may speak of them.

import { describe, expect, it } from 'vitest';
import { bannedWord } from '../gates/tidy/banned-word.ts';
import { runningTest } from '../gates/tidy/running-test.ts';
import { complaints } from './planted-tree.ts';

const source = 'domain/core/src/thing.ts';

describe('the rule of banned words', () => {
  it.each([
    ['a reminder', source, '// TODO: later\n', '"TODO": do it now'],
    ['a reminder in prose', 'docs/guide.md', 'FIXME\n', '"FIXME": do it now'],
    ['an excuse in a message', source, "throw new Error('Not implemented');\n", 'implement it'],
    ['an excuse in a comment', source, '// Good enough for now.\n', '"for now": say what holds'],
    ['a stand-in in a template', source, 'const x = `placeholder ${y}`;\n', 'put the real thing'],
    ['a path of a machine', source, "const home = '/root/keys';\n", 'name no path of a machine'],
    ['a path of a machine in prose', 'docs/a.md', 'cd /work/main\n', 'name no path of a machine'],
    ['a registry', 'docs/a.md', 'https://registry.example.com\n', 'name no package registry'],
  ])('catches %s', (_what, path, text, says) => {
    expect(complaints(bannedWord, { [path]: text }).join('\n')).toContain(says);
  });

  it('leaves names in code alone', () => {
    expect(complaints(bannedWord, { [source]: 'input.placeholder = label;\n' })).toEqual([]);
  });

  it('names the line', () => {
    expect(complaints(bannedWord, { [source]: '\n\n// XXX\n' })).toEqual([
      `${source}:3: "XXX": do it now, or open an issue [tidy/banned-word]`,
    ]);
  });
});

describe('the rule that every test runs', () => {
  it.each([
    "it.only('works', () => {});",
    "describe.skip('all', () => {});",
    "test.todo('later');",
    "it.skipIf(windows)('works', () => {});",
    "describe.runIf(linux)('works', () => {});",
    "it.only.each([1])('works', () => {});",
  ])('catches %s', (text) => {
    const said = complaints(runningTest, { 'domain/core/test/thing.test.ts': `${text}\n` });
    expect(said.join('\n')).toMatch(/thing\.test\.ts:1: (it|test|describe)\.\w+: /);
  });

  it('lets a test say why it cannot run here', () => {
    const text = "it('works', (context) => context.skip('no git'));\n";
    expect(complaints(runningTest, { 'domain/core/test/thing.test.ts': text })).toEqual([]);
  });
});
