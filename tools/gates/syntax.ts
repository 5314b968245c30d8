// SPDX-License-Identifier: Apache-2.0
// Parses a file once for all rules that ask about its syntax.

import { parseSync, Visitor, type ESTree, type ParseResult, type VisitorObject } from 'vite';
import type { TreeFile } from './source-tree.ts';

/** A parsed file. */
export interface Syntax {
  readonly program: ESTree.Program;
  readonly comments: ParseResult['comments'];
  readonly module: ParseResult['module'];
  /** The line of an offset, counted from 1. */
  lineAt(offset: number): number;
  /** Walks the syntax tree. */
  visit(visitor: VisitorObject): void;
}

const parsed = new WeakMap<TreeFile, Syntax>();

/**
 * Parses a TypeScript or JavaScript file.
 * @throws where the file does not parse; a gate cannot judge what it cannot read
 */
export function syntaxOf(file: TreeFile): Syntax {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const { program, comments, module, errors } = parseSync(file.path, file.text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file.path} does not parse: ${error.message}`);
  const starts = lineStarts(file.text);
  const syntax: Syntax = {
    program,
    comments,
    module,
    lineAt: (offset) => starts.findLastIndex((start) => start <= offset) + 1,
    visit: (visitor) => new Visitor(visitor).visit(program),
  };
  parsed.set(file, syntax);
  return syntax;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
