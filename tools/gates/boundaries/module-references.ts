// SPDX-License-Identifier: Apache-2.0
// Lists every module that a file names, however it does so: import, import type, export from,
// import(), an import type in a type position, require.

import type { ESTree } from 'vite';
import type { TreeFile } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';

/** A module as a file names it. */
export interface ModuleReference {
  readonly specifier: string;
  readonly line: number;
}

/** The specifier of an import whose target is computed, which no rule can judge. */
export const computedSpecifier = '(computed)';

/** Reads all module references of a file. */
export function moduleReferences(file: TreeFile): ModuleReference[] {
  const syntax = syntaxOf(file);
  const found: ModuleReference[] = [];
  const add = (specifier: string, node: ESTree.Node) => {
    found.push({ specifier, line: syntax.lineAt(node.start) });
  };
  syntax.visit({
    ImportDeclaration: (node) => add(node.source.value, node),
    ExportAllDeclaration: (node) => add(node.source.value, node),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node.source.value, node);
    },
    ImportExpression: (node) => add(literalOf(node.source), node),
    TSImportType: (node) => add(node.source.value, node),
    TSExternalModuleReference: (node) => add(node.expression.value, node),
    CallExpression: (node) => {
      const [target] = node.arguments;
      if (isRequire(node) && target !== undefined) add(literalOf(target), node);
    },
  });
  return found;
}

function isRequire({ callee }: ESTree.CallExpression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require';
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'require' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'resolve'
  );
}

function literalOf(node: ESTree.Node): string {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : computedSpecifier;
}
