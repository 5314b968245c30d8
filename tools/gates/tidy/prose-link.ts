// SPDX-License-Identifier: Apache-2.0
// A link between documents leads somewhere, down to the heading.

import { posix } from 'node:path';
import { isProse } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import type { SourceTree, TreeFile } from '../source-tree.ts';
import { anchorsOf, proseLines } from './headings.ts';

const link = /\]\(([^()\s]+)(?: "[^"]*")?\)/g;
const codeSpan = /`[^`]*`/g;
const elsewhere = /^[a-z][a-z0-9+.-]*:/i;

/** Relative links resolve, and so do their fragments. */
export const proseLink: Rule = {
  name: 'tidy/prose-link',
  concerns: ({ path }) => isProse(path),
  *inspect(file, tree) {
    for (const { href, line } of linksOf(file)) {
      const message = flawOf(href, file, tree);
      if (message !== undefined) yield { line, message };
    }
  },
};

interface Link {
  readonly href: string;
  readonly line: number;
}

function linksOf(file: TreeFile): Link[] {
  return proseLines(file.text).flatMap(({ text, line }) =>
    [...text.replaceAll(codeSpan, '').matchAll(link)].map(([, href = '']) => ({ href, line })),
  );
}

function flawOf(href: string, file: TreeFile, tree: SourceTree): Finding['message'] | undefined {
  if (elsewhere.test(href)) return undefined;
  if (href.startsWith('/')) return `${href}: link by a relative path`;
  const [path = '', fragment] = href.split('#');
  const target = path === '' ? file.path : posix.join(posix.dirname(file.path), path);
  const found = tree.find(target);
  if (found === undefined) {
    const folder = `${target.replace(/\/$/, '')}/`;
    const isFolder = tree.files.some((candidate) => candidate.path.startsWith(folder));
    return isFolder ? undefined : `${href}: there is no ${target}`;
  }
  if (fragment === undefined || !isProse(target)) return undefined;
  return anchorsOf(found).has(fragment) ? undefined : `${href}: ${target} has no such heading`;
}
