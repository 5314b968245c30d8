// SPDX-License-Identifier: Apache-2.0
// All gates. Each looks at the tree under a root and returns what is wrong with it, one line each; an
// empty list opens the gate.

import { dependencyPageRule } from './boundaries/dependency-page-rule.ts';
import { importRule } from './boundaries/import-rule.ts';
import { exactVersionRule, manifestRule } from './boundaries/manifest-rule.ts';
import { namedImportRule, offerRule } from './boundaries/offer-rule.ts';
import { gitTree } from './git-tree.ts';
import { deadCode } from './programs/dead-code.ts';
import { formatCheck } from './programs/format-check.ts';
import { lint } from './programs/lint.ts';
import { typeCheck } from './programs/type-check.ts';
import { inspect, type Rule } from './rule.ts';
import { assertingTest } from './tests/asserting-test.ts';
import { tidyRules } from './tidy/tidy-rules.ts';
import { describeViolation } from './violation.ts';

/** Returns what is wrong under a root. */
export type Gate = (root: string) => Promise<string[]>;

/** The rules of the boundary gate. */
export const boundaryRules: readonly Rule[] = [
  importRule,
  manifestRule,
  exactVersionRule,
  dependencyPageRule,
  offerRule,
  namedImportRule,
];

/** The gates by the name under which `npm run check -- NAME` runs one. */
export const gates: ReadonlyMap<string, Gate> = new Map([
  ['types', typeCheck],
  ['lint', lint],
  ['format', formatCheck],
  ['dead-code', deadCode],
  ['boundaries', byRules(boundaryRules)],
  ['tidy', byRules(tidyRules)],
  ['asserting-tests', byRules([assertingTest])],
]);

function byRules(rules: readonly Rule[]): Gate {
  return async (root) => inspect(gitTree(root), rules).map(describeViolation);
}
