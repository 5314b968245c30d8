// SPDX-License-Identifier: Apache-2.0
// Words that have no place in what is delivered: reminders, excuses, and the addresses of the machine
// it was written on. Each ban says what to do instead.

import { isHouseCode } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import type { TreeFile } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';

/** This file's own table, its canaries, and texts that others wrote. */
const exempt =
  /^(tools\/gates\/tidy\/banned-word\.ts|tools\/test\/tidy-words\.test\.ts|LICENSE)$|^spec\/vectors\//;
const textual = /\.(ts|tsx|mjs|js|json|md|sql|yaml|yml|html|css|txt|toml)$|^\.ci\//;

interface Ban {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Banned wherever they stand. */
const bannedAnywhere: readonly Ban[] = [
  { pattern: /\b(TODO|FIXME|XXX)\b/, instead: 'do it now, or open an issue' },
  { pattern: /(?<![\w.:/-])\/(work|root)\//, instead: 'name no path of a machine' },
  { pattern: /\/\/registry\.|\bregistry\.(npmjs|yarnpkg)\b/, instead: 'name no package registry' },
];

/** Banned in prose, comments and messages; as a name in code they may be somebody else's word. */
const bannedInProse: readonly Ban[] = [
  { pattern: /\bnot (yet )?implemented\b/i, instead: 'implement it, or refuse with a reason code' },
  { pattern: /\bplaceholders?\b/i, instead: 'put the real thing there; in SQL, say parameter' },
  { pattern: /\bfor now\b/i, instead: 'say what holds and why' },
];

/** Banned words, each with its replacement. */
export const bannedWord: Rule = {
  name: 'tidy/banned-word',
  concerns: ({ path }) => textual.test(path) && !exempt.test(path),
  *inspect(file) {
    yield* scan(file.text, bannedAnywhere);
    yield* scan(isHouseCode(file.path) ? wordsIn(file) : file.text, bannedInProse);
  },
};

function* scan(text: string, bans: readonly Ban[]): Iterable<Finding> {
  for (const [index, line] of text.split('\n').entries()) {
    for (const { pattern, instead } of bans) {
      const [word] = pattern.exec(line) ?? [];
      if (word !== undefined) yield { line: index + 1, message: `"${word}": ${instead}` };
    }
  }
}

/** The text with everything blanked out that is neither comment nor string, line for line. */
function wordsIn(file: TreeFile): string {
  const syntax = syntaxOf(file);
  const spans = syntax.comments.map(({ start, end }) => ({ start, end }));
  syntax.visit({
    Literal: ({ value, start, end }) => {
      if (typeof value === 'string') spans.push({ start, end });
    },
    TemplateElement: ({ start, end }) => spans.push({ start, end }),
    JSXText: ({ start, end }) => spans.push({ start, end }),
  });
  spans.sort((a, b) => a.start - b.start);
  let words = '';
  let at = 0;
  for (const { start, end } of spans) {
    words += blank(file.text.slice(at, start)) + file.text.slice(start, end);
    at = end;
  }
  return words;
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
