// SPDX-License-Identifier: Apache-2.0
// Builds one entry into a folder that runs with Node alone: its code as few ES modules, and beside it
// the files that the code reads. The same sources give the same bytes, wherever they lie.

import { isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { RUNTIME_MODULE_ID, rolldown, type OutputChunk, type RolldownBuild } from 'rolldown';
import { Refusal } from '../bootstrap/refusal.mjs';
import { assetPlugin, type Asset } from './asset-plugin.ts';
import { copyAsset } from './copy-asset.ts';
import { repositoryRoot } from './repository-root.ts';
import { makeWhole } from './whole-folder.ts';

/** What to build, and where to. */
export interface ProgramOrder {
  /** The module that the program begins with, relative to `root` or absolute. */
  readonly entry: string;
  /** The folder of the program; it is empty or not there yet. */
  readonly folder: string;
  /** What paths in the program are relative to; this repository where it is left out. */
  readonly root?: string;
}

/** A program that was built. */
export interface BuiltProgram {
  /** The absolute path of the file that Node is given: the entry's name with `.mjs`. */
  readonly main: string;
  /** Whatever the program was made from, as absolute paths: modules, and files beside the code. */
  readonly sources: readonly string[];
}

/**
 * Builds a program. What is imported dynamically stays in files of its own, which are loaded when the
 * import is reached.
 * @throws {Refusal} where the folder holds something, an import or an asset is not to be found, or a
 *   module would name a place on this machine
 */
export function buildProgram(order: ProgramOrder): Promise<BuiltProgram> {
  const { entry, root = repositoryRoot } = order;
  const folder = resolve(order.folder);
  return makeWhole(folder, () => bundleInto(folder, root, entry));
}

async function bundleInto(folder: string, root: string, entry: string): Promise<BuiltProgram> {
  const assets = new Map<string, Asset>();
  const flaws: string[] = [];
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    platform: 'node',
    external: /^node:/,
    tsconfig: false,
    plugins: [assetPlugin(root, (asset) => void assets.set(asset.target, asset))],
    onLog: (level, { message }) => {
      if (level === 'warn') flaws.push(message);
    },
  });
  const chunks = await written(bundle, folder);
  const sources = [
    ...chunks.flatMap(({ moduleIds }) => moduleIds.map(sourceOf)),
    ...[...assets.values()].map(({ source }) => source),
  ];
  requireNone([...flaws, ...needsOf(chunks), ...placesToldBy(chunks, sources)]);
  for (const { source, target } of assets.values()) copyAsset(source, join(folder, target));
  const main = chunks.find(({ isEntry }) => isEntry);
  if (main === undefined) throw new Error(`the bundler made no file of ${entry}`);
  return { main: join(folder, main.fileName), sources };
}

async function written(bundle: RolldownBuild, dir: string): Promise<readonly OutputChunk[]> {
  const names = { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' };
  try {
    const { output } = await bundle.write({ dir, format: 'esm', ...names });
    return output.filter((file) => file.type === 'chunk');
  } catch (error) {
    throw refusalIn(error) ?? error;
  } finally {
    await bundle.close();
  }
}

/** What the bundler says of the sources, and what a plugin throws, arrives in a list of its own. */
function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) return;
  const first: unknown = error.errors[0];
  if (first instanceof Refusal) return first;
  return first instanceof Error && 'kind' in first ? unfit(first.message) : undefined;
}

/** The bundler puts a few functions of its own into a program. */
function sourceOf(moduleId: string): string {
  return moduleId === RUNTIME_MODULE_ID ? fileURLToPath(import.meta.resolve('rolldown')) : moduleId;
}

function needsOf(chunks: readonly OutputChunk[]): readonly string[] {
  const own = new Set(chunks.map(({ fileName }) => fileName));
  return chunks
    .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
    .filter((name) => !own.has(name) && !isBuiltin(name))
    .map((name) => `an import of ${name}, which is no part of the program`);
}

function placesToldBy(
  chunks: readonly OutputChunk[],
  sources: readonly string[],
): readonly string[] {
  const folders = [...new Set(sources.map((source) => dirname(source)))];
  return chunks.flatMap(({ code, fileName }) =>
    folders
      .filter((folder) => code.includes(folder))
      .map((folder) => `the path ${folder} of this machine in ${fileName}`),
  );
}

function requireNone([flaw]: readonly string[]): void {
  if (flaw !== undefined) throw unfit(flaw);
}

function unfit(flaw: string): Refusal {
  return new Refusal({
    // The bundler paints its messages and draws the code beneath.
    found: stripVTControlCharacters(flaw).trim().replaceAll(/\s+/g, ' '),
    expected: 'sources that make a program of their own, whole and the same everywhere',
    next: 'change the module that it names',
  });
}
