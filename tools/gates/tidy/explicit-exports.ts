// SPDX-License-Identifier: Apache-2.0
// A package's public surface is a list that a reviewer can read.

import { isHouseCode } from '../house.ts';
import type { Rule } from '../rule.ts';
import { syntaxOf } from '../syntax.ts';

const indexFile = /(^|\/)index\.ts$/;

/** Nothing exports everything of another module; an index.ts is nothing but named exports. */
export const explicitExports: Rule = {
  name: 'tidy/explicit-exports',
  concerns: ({ path }) => isHouseCode(path),
  *inspect(file) {
    const syntax = syntaxOf(file);
    for (const node of syntax.program.body) {
      const line = syntax.lineAt(node.start);
      if (node.type === 'ExportAllDeclaration') {
        yield { line, message: 'list the exported names instead of *' };
      } else if (
        indexFile.test(file.path) &&
        (node.type !== 'ExportNamedDeclaration' || node.source === null)
      ) {
        yield { line, message: 'an index.ts only re-exports by name; move this into its own file' };
      }
    }
  },
};
