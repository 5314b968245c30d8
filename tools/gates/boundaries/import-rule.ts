// SPDX-License-Identifier: Apache-2.0
// The ring rules as a rule over files.

import { isHouseCode } from '../house.ts';
import type { Rule } from '../rule.ts';
import { moduleReferences } from './module-references.ts';
import { placeOf } from './place.ts';
import { refusalOf } from './ring-rules.ts';
import { housePackages, targetOf } from './target.ts';

/** Every import stays within what its ring allows. */
export const importRule: Rule = {
  name: 'boundaries/imports',
  concerns: ({ path }) => isHouseCode(path),
  *inspect(file, tree) {
    const importer = placeOf(file.path);
    for (const { specifier, line } of moduleReferences(file)) {
      const target = targetOf(specifier, file.path, housePackages(tree));
      const message = refusalOf(importer, target);
      if (message !== undefined) yield { line, message: `'${specifier}': ${message}` };
    }
  },
};
