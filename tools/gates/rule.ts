// SPDX-License-Identifier: Apache-2.0
// A rule looks at one file at a time. A rule that finds no file to look at fails: a gate that passes
// because it saw nothing is worse than none.

import type { SourceTree, TreeFile } from './source-tree.ts';
import type { Violation } from './violation.ts';

/** What a rule found in a file; the rule's name and the path are added by `inspect`. */
export interface Finding {
  readonly line?: number;
  readonly message: string;
}

/** One thing that must hold for each file it concerns. */
export interface Rule {
  readonly name: string;
  concerns(file: TreeFile): boolean;
  inspect(file: TreeFile, tree: SourceTree): Iterable<Finding>;
}

/** Applies rules to a tree and returns every violation. */
export function inspect(tree: SourceTree, rules: readonly Rule[]): Violation[] {
  return rules.flatMap((rule) => {
    const concerned = tree.files.filter((file) => rule.concerns(file));
    if (concerned.length === 0) {
      return [{ rule: rule.name, path: '.', message: 'the rule found no file to look at' }];
    }
    return concerned.flatMap((file) =>
      [...rule.inspect(file, tree)].map((finding) => ({
        rule: rule.name,
        path: file.path,
        ...finding,
      })),
    );
  });
}
