// SPDX-License-Identifier: Apache-2.0
// What a comment cites can be read: a page that is in the repository, down to the heading.

import { isHouseCode } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import type { SourceTree } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';
import { anchorsOf } from './headings.ts';

const citation = /\b(docs\/[\w./-]+\.md)(?:#([\w-]+))?/g;
/** The map that the house was built from; its parts are pages now. */
const unshipped = /\bDESIGN\b/;

/** Comments cite pages and headings that are there. */
export const citedPage: Rule = {
  name: 'tidy/cited-page',
  concerns: ({ path }) => isHouseCode(path),
  *inspect(file, tree) {
    const syntax = syntaxOf(file);
    for (const { value, start } of syntax.comments) {
      const line = syntax.lineAt(start);
      if (unshipped.test(value)) {
        yield { line, message: 'DESIGN is no page of the repository; cite one in docs/reference' };
      }
      for (const [cited, path = '', fragment] of value.matchAll(citation)) {
        const message = flawOf({ cited, path, fragment }, tree);
        if (message !== undefined) yield { line, message };
      }
    }
  },
};

interface Citation {
  readonly cited: string;
  readonly path: string;
  readonly fragment: string | undefined;
}

function flawOf(
  { cited, path, fragment }: Citation,
  tree: SourceTree,
): Finding['message'] | undefined {
  const page = tree.find(path);
  if (page === undefined) return `${cited}: there is no ${path}`;
  if (fragment === undefined || anchorsOf(page).has(fragment)) return undefined;
  return `${cited}: ${path} has no such heading`;
}
