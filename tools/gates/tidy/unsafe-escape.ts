// SPDX-License-Identifier: Apache-2.0
// Outside tests nothing talks its way around the type checker or the linter.

import { isSource } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import { syntaxOf } from '../syntax.ts';

const suppression =
  /@ts-(ignore|expect-error|nocheck)|(eslint|oxlint)-disable|(oxfmt|prettier)-ignore/;

/** The number of escapes is zero. */
export const unsafeEscape: Rule = {
  name: 'tidy/unsafe-escape',
  concerns: ({ path }) => isSource(path),
  inspect(file) {
    const syntax = syntaxOf(file);
    const found: Finding[] = [];
    const add = (offset: number, message: string) => {
      found.push({ line: syntax.lineAt(offset), message });
    };
    for (const { value, start } of syntax.comments) {
      const [what] = suppression.exec(value) ?? [];
      if (what !== undefined) add(start, `instead of ${what}, change the code so that it passes`);
    }
    syntax.visit({
      TSAnyKeyword: ({ start }) => add(start, 'instead of any, take unknown and parse it'),
      TSNonNullExpression: ({ start }) => add(start, 'instead of !, handle the missing value'),
      TSAsExpression: ({ start, expression }) => {
        if (expression.type === 'TSAsExpression') {
          add(start, 'instead of a double assertion, parse the value');
        }
      },
    });
    return found;
  },
};
