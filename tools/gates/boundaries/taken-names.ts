// SPDX-License-Identifier: Apache-2.0
// Lists every name that a file takes from other modules, however it does so: import, import type,
// export from, an awaited import() that is taken apart, an import type in a type position.

import type { ESTree } from 'vite';
import type { TreeFile } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';

/** A name as a file takes it from a module; null where the file takes the whole module. */
export interface TakenName {
  readonly specifier: string;
  readonly name: string | null;
  readonly line: number;
}

/** Reads all names that a file takes. A module that is imported for its effect gives none. */
export function takenNames(file: TreeFile): TakenName[] {
  const syntax = syntaxOf(file);
  const found: TakenName[] = [];
  const takenApart = new Set<ESTree.Node>();
  const add = (from: ESTree.Node, name: string | null) => {
    if (from.type !== 'Literal' || typeof from.value !== 'string') return;
    found.push({ specifier: from.value, name, line: syntax.lineAt(from.start) });
  };
  syntax.visit({
    ImportDeclaration: ({ source, specifiers }) => {
      for (const part of specifiers) {
        add(source, part.type === 'ImportSpecifier' ? nameOf(part.imported) : null);
      }
    },
    ExportAllDeclaration: ({ source }) => add(source, null),
    ExportNamedDeclaration: ({ source, specifiers }) => {
      if (source === null) return;
      for (const { local } of specifiers) add(source, nameOf(local));
    },
    TSExternalModuleReference: ({ expression }) => add(expression, null),
    TSImportType: ({ source, qualifier }) => add(source, firstNameOf(qualifier)),
    VariableDeclarator: ({ id, init }) => {
      if (init?.type !== 'AwaitExpression' || init.argument.type !== 'ImportExpression') return;
      const names = namesOf(id);
      if (names === null) return;
      takenApart.add(init.argument);
      for (const name of names) add(init.argument.source, name);
    },
    ImportExpression: (node) => {
      if (!takenApart.has(node)) add(node.source, null);
    },
  });
  return found;
}

/** The names that a pattern takes out of an object; null where it takes the rest as well. */
function namesOf(pattern: ESTree.Node): readonly string[] | null {
  if (pattern.type !== 'ObjectPattern') return null;
  const names = pattern.properties.map((part) =>
    part.type === 'Property' && !part.computed ? nameOf(part.key) : null,
  );
  return names.every((name) => name !== null) ? names : null;
}

function nameOf(node: ESTree.Node): string | null {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

function firstNameOf(qualifier: ESTree.TSImportTypeQualifier | null): string | null {
  if (qualifier?.type === 'TSQualifiedName') return firstNameOf(qualifier.left);
  return qualifier === null ? null : nameOf(qualifier);
}
