// SPDX-License-Identifier: Apache-2.0
// Goal: a stranger who begins with the README finds every page, every command that it names, and the
// exit codes that are in force; and the glossary means what the code means.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { EXIT_CODES, MODES, OPERATION_KINDS } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { linkedPaths, nameIn, tableRows } from './page-tables.ts';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = textOf('README.md');

/** Every page that links lead to from a page; a link to a folder leads to all pages in it. */
function reachableFrom(start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const page of reached) {
    for (const link of linkedPaths(textOf(page))) {
      const target = posix.join(posix.dirname(page), link);
      const pages = statSync(join(root, target)).isDirectory()
        ? globSync(`${target}/*.md`, { cwd: root })
        : [target].filter((path) => path.endsWith('.md'));
      for (const found of pages) reached.add(found);
    }
  }
  return reached;
}

describe('the front page', () => {
  it('leads to every page', () => {
    const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
    const reached = reachableFrom('README.md');
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });

  it('names commands that there are', () => {
    const commandLine = join(root, 'faces/cli/src/main.ts');
    const help = execFileSync(process.execPath, [commandLine, '--help'], { encoding: 'utf8' });
    const there = [...help.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
    const told = tableRows(readme, 'command').map(([cell]) => nameIn(cell).split(' ')[1]);
    expect(told).toContain('execute');
    expect(told.filter((name) => !there.includes(name))).toEqual([]);
  });

  it('tells every exit code', () => {
    const [, list = ''] = /exit codes are frozen \(([\s\S]*?)\)/.exec(readme) ?? [];
    const told = list.split('·').map((item) => Number.parseInt(item.trim(), 10));
    expect(told).toEqual(Object.values(EXIT_CODES));
  });
});

describe('the glossary', () => {
  const rows = tableRows(textOf('docs/glossary.md'), 'word');
  const meaningOf = (word: string): string => rows.find(([told]) => told === word)?.[1] ?? '';

  it('stands in the order of the alphabet, each word once', () => {
    const words = rows.map(([word = '']) => word.replaceAll('`', '').toLowerCase());
    expect(words.length).toBeGreaterThan(20);
    expect(words).toEqual([...new Set(words)].toSorted());
  });

  it('names the modes and the operations that there are', () => {
    const named = (word: string) =>
      [...meaningOf(word).matchAll(/`([a-z_]+)`/g)].map(([, name]) => name);
    expect(new Set(named('mode'))).toEqual(new Set(MODES));
    expect(new Set(named('operation'))).toEqual(new Set(OPERATION_KINDS));
  });
});
