// SPDX-License-Identifier: Apache-2.0
// Finds the files and folders that a module names by its own place. A bundle moves every module, so
// each such place has to be a literal that the build can see and move along; any other use of a
// module's own place is refused, since it would lead somewhere else once built.

import { parseSync, Visitor, type ESTree } from 'rolldown/utils';
import { Refusal } from '../bootstrap/refusal.mjs';

/** A path that a module names relative to its own folder. */
export interface NamedPlace {
  /** The path as it is written, with forward slashes. */
  readonly path: string;
  /** The code to replace, in UTF-16 units: up to the end of the path, without a closing quote. */
  readonly start: number;
  readonly end: number;
  /** What has to stand before another path that is relative to the folder of the program. */
  readonly lead: string;
}

/** Matches the code that `namedPlacesIn` has something to say about. */
export const namesItsPlace = /\bimport\.meta\b|\b__dirname\b|\b__filename\b/;

const commonJsPlaces: ReadonlySet<string> = new Set(['__dirname', '__filename']);

/**
 * Lists, in their order in the code, what a module names as `join(import.meta.dirname, 'x')`, `new URL('x', import.meta.url)` or
 * `${__dirname}/x`.
 * @throws {Refusal} where the module uses its place in any other way
 */
export function namedPlacesIn(modulePath: string, code: string): readonly NamedPlace[] {
  const { program, errors } = parseSync(modulePath, code);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${modulePath} does not parse: ${error.message}`);
  const places: NamedPlace[] = [];
  const moved = new Set<number>();
  const uses = new Map<number, string>();
  const probed = new Set<string>();
  const take = (named: Naming | undefined): void => {
    if (named === undefined) return;
    places.push(named.place);
    moved.add(named.base.start);
  };
  new Visitor({
    CallExpression: (node) => take(joinNaming(node)),
    NewExpression: (node) => take(urlNaming(node)),
    TemplateLiteral: (node) => take(templateNaming(node)),
    MetaProperty: ({ meta, start }) => {
      if (meta.name === 'import') uses.set(start, 'import.meta');
    },
    Identifier: ({ name, start }) => {
      if (commonJsPlaces.has(name)) uses.set(start, name);
    },
    UnaryExpression: ({ operator, argument }) => {
      if (operator === 'typeof' && argument.type === 'Identifier') probed.add(argument.name);
    },
  }).visit(program);
  for (const [start, name] of uses) {
    // Code that asks whether the name exists gets on without it.
    if (moved.has(start) || probed.has(name)) continue;
    throw new Refusal({
      found: `${name} in ${modulePath}:${code.slice(0, start).split('\n').length}`,
      expected: "a place that can be built: join(import.meta.dirname, 'x') or new URL('x', …)",
      next: 'name the file by a literal, where it is used',
    });
  }
  return places.toSorted((a, b) => a.start - b.start);
}

interface Naming {
  readonly place: NamedPlace;
  /** What stands for the module's own folder. */
  readonly base: ESTree.Node;
}

function joinNaming({ callee, arguments: given }: ESTree.CallExpression): Naming | undefined {
  const [base, path, ...more] = given;
  const isJoin = callee.type === 'Identifier' && callee.name === 'join';
  if (!isJoin || base === undefined || path === undefined || more.length > 0) return undefined;
  return isOwn(base, 'dirname') ? namingBy(path, base) : undefined;
}

function urlNaming({ callee, arguments: given }: ESTree.NewExpression): Naming | undefined {
  const [path, base] = given;
  const isUrl = callee.type === 'Identifier' && callee.name === 'URL';
  if (!isUrl || base === undefined || path === undefined) return undefined;
  return isOwn(base, 'url') ? namingBy(path, base) : undefined;
}

function templateNaming({ quasis, expressions }: ESTree.TemplateLiteral): Naming | undefined {
  const [base, ...more] = expressions;
  const [before, path] = quasis;
  if (base === undefined || path === undefined || more.length > 0) return undefined;
  const written = path.value.raw;
  const isFolder = isOwn(base, 'dirname') || isCommonJsFolder(base);
  if (!isFolder || before?.value.raw !== '' || !written.startsWith('/')) return undefined;
  const lead = 'import.meta.dirname}/';
  return { place: { path: written.slice(1), start: base.start, end: path.end, lead }, base };
}

function namingBy(path: ESTree.Node, base: ESTree.Node): Naming | undefined {
  if (path.type !== 'Literal' || typeof path.value !== 'string') return undefined;
  const { value, start, end } = path;
  return { place: { path: value, start: start + 1, end: end - 1, lead: '' }, base };
}

function isCommonJsFolder(node: ESTree.Node): boolean {
  return node.type === 'Identifier' && node.name === '__dirname';
}

function isOwn(node: ESTree.Node, property: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    node.property.type === 'Identifier' &&
    node.property.name === property
  );
}
