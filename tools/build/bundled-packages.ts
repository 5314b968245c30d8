// SPDX-License-Identifier: Apache-2.0
// Which npm packages a program has parts of, each with its licence. What is passed on has to carry the
// terms under which it came, so a package that does not state them is refused.

import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Refusal } from '../bootstrap/refusal.mjs';
import { suppliedTerms } from './supplied-terms.ts';

/** A package with parts in a program. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The licence field of its package.json. */
  readonly license: string;
  /** Its licence and notices, word for word. */
  readonly terms: readonly string[];
}

const licenceFile = /^(licen[cs]e|copying)/i;
const noticeFile = /^(notice|copyright)/i;
const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * The packages that the files at `paths` come from, by name. Files of the house come from none.
 * @throws {Refusal} where a package has no licence field or no licence text
 */
export function bundledPackages(paths: readonly string[]): readonly BundledPackage[] {
  const folders = new Set(
    paths.flatMap((path) => packageFolder.exec(path.split(sep).join('/'))?.[0] ?? []),
  );
  return [...folders]
    .map(readPackage)
    .toSorted((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

function readPackage(folder: string): BundledPackage {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const name = textIn(manifest, 'name') ?? folder;
  const version = textIn(manifest, 'version') ?? '';
  const license = textIn(manifest, 'license');
  if (license === undefined) throw silent(name, 'no field "license" in its package.json');
  const licences = textsIn(folder, licenceFile);
  const terms = licences.length > 0 ? licences : suppliedTerms(`${name}@${version}`);
  if (terms.length === 0) throw silent(`${name} ${version}`, 'no licence text');
  return { name, version, license, terms: [...terms, ...textsIn(folder, noticeFile)] };
}

function textsIn(folder: string, named: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && named.test(entry.name))
    .map(({ name }) => name)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

function silent(name: string, found: string): Refusal {
  return new Refusal({
    found: `${found} in the bundled package ${name}`,
    expected: 'a package that states its terms',
    next: 'take them from its repository into tools/build/supplied-terms.ts, or do without it',
  });
}

function textIn(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const text: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
