// SPDX-License-Identifier: Apache-2.0
// What a file calls, which functions it defines and which tests it declares, as spans of the text: a
// call lies inside a test when its offset does.

import type { ESTree } from 'vite';
import type { TreeFile } from '../source-tree.ts';
import { syntaxOf } from '../syntax.ts';

/** A call, by the dotted name of what is called. */
export interface Call {
  readonly name: string;
  readonly start: number;
  /** Whether the first argument is a bare literal: `expect(true)` asserts nothing. */
  readonly onLiteral: boolean;
}

/** A named function of the file. */
export interface NamedFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A declared test. */
export interface DeclaredTest {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  /** Names of functions that are handed over as the body instead of being written there. */
  readonly bodies: readonly string[];
}

/** All facts of one file. */
export interface CallFacts {
  readonly calls: readonly Call[];
  readonly functions: readonly NamedFunction[];
  readonly tests: readonly DeclaredTest[];
}

const testFunctions = ['it', 'test'];

/** Reads the facts of a file. */
export function callFacts(file: TreeFile): CallFacts {
  const calls: Call[] = [];
  const functions: NamedFunction[] = [];
  const tests: DeclaredTest[] = [];
  syntaxOf(file).visit({
    CallExpression: (node) => {
      const { start } = node;
      calls.push({ name: dottedName(node.callee), start, onLiteral: isOnLiteral(node) });
      const test = asTest(node, file.text);
      if (test !== undefined) tests.push(test);
    },
    FunctionDeclaration: ({ id, start, end }) => {
      if (id !== null) functions.push({ name: id.name, start, end });
    },
    VariableDeclarator: ({ id, init, start, end }) => {
      if (id.type === 'Identifier' && isFunction(init)) {
        functions.push({ name: id.name, start, end });
      }
    },
  });
  return { calls, functions, tests };
}

function asTest(node: ESTree.CallExpression, text: string): DeclaredTest | undefined {
  const [root = ''] = dottedName(node.callee).split('.');
  if (!testFunctions.includes(root)) return undefined;
  const [title, ...rest] = node.arguments;
  const bodies = rest.flatMap((body) => (body.type === 'Identifier' ? [body.name] : []));
  if (title === undefined || (bodies.length === 0 && !rest.some(isFunction))) return undefined;
  const { start, end } = node;
  return { title: text.slice(title.start, title.end), start, end, bodies };
}

/** `a.b.c` for a member chain; calls within the chain, as in `it.each(table)(…)`, are passed over. */
function dottedName(callee: ESTree.Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'CallExpression') return dottedName(callee.callee);
  if (callee.type !== 'MemberExpression') return '';
  const property = callee.property.type === 'Identifier' ? callee.property.name : '';
  return `${dottedName(callee.object)}.${property}`;
}

function isOnLiteral({ arguments: [first] }: ESTree.CallExpression): boolean {
  return first?.type === 'Literal';
}

function isFunction(node: ESTree.Node | null): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}
