// SPDX-License-Identifier: Apache-2.0
// What a module offers is documented where it is declared.

import type { ESTree } from 'vite';
import { isSource } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import type { TreeFile } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';

const toolConfiguration = /^[^/]+\.config\.ts$/;

/** Every exported declaration has a doc comment directly above it. */
export const documentedExports: Rule = {
  name: 'tidy/documented-exports',
  concerns: ({ path }) => isSource(path) && !toolConfiguration.test(path),
  inspect: (file) => undocumented(file),
};

function* undocumented(file: TreeFile): Iterable<Finding> {
  const syntax = syntaxOf(file);
  const documented = new Set<string>();
  for (const { node, names } of exportedDeclarations(syntax.program)) {
    const isOverload = names.every((name) => documented.has(name));
    if (!isOverload && !hasDocComment(file, node.start)) {
      const message = `document ${names.join(', ')}: a comment /** … */ directly above`;
      yield { line: syntax.lineAt(node.start), message };
    }
    for (const name of names) documented.add(name);
  }
}

function hasDocComment(file: TreeFile, start: number): boolean {
  return syntaxOf(file).comments.some(
    ({ type, value, end }) =>
      type === 'Block' &&
      value.startsWith('*') &&
      end <= start &&
      /^[ \t]*\n?[ \t]*$/.test(file.text.slice(end, start)),
  );
}

interface ExportedDeclaration {
  readonly node: ESTree.Node;
  readonly names: readonly string[];
}

function exportedDeclarations({ body }: ESTree.Program): ExportedDeclaration[] {
  const exportedLater = new Set(body.flatMap(locallyExportedNames));
  return body.flatMap((node): ExportedDeclaration[] => {
    if (node.type === 'ExportNamedDeclaration') {
      return node.declaration === null ? [] : [{ node, names: namesOf(node.declaration) }];
    }
    if (node.type === 'ExportDefaultDeclaration') return [{ node, names: ['the default export'] }];
    const names = namesOf(node).filter((name) => exportedLater.has(name));
    return names.length === 0 ? [] : [{ node, names }];
  });
}

function locallyExportedNames(node: ESTree.Node): string[] {
  if (node.type !== 'ExportNamedDeclaration' || node.source !== null) return [];
  return node.specifiers.flatMap(({ local }) => (local.type === 'Identifier' ? [local.name] : []));
}

function namesOf(node: ESTree.Node): string[] {
  if (node.type === 'VariableDeclaration') {
    return node.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : 'the pattern'));
  }
  return 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : [];
}
