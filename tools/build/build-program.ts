// SPDX-License-Identifier: Apache-2.0
// Builds one entry into a folder that runs with Node alone: its code as few ES modules, and beside it
// the files that the code reads. The same sources give the same bytes, wherever they lie.

import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown, type OutputChunk, type RolldownBuild, type RolldownOutput } from 'rolldown';
import { Refusal } from '../bootstrap/refusal.mjs';
import { assetPlugin, type Asset } from './asset-plugin.ts';

const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

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
  /** The modules that the program is made of, as absolute paths. */
  readonly modules: readonly string[];
  /** What lies beside the code. */
  readonly assets: readonly Asset[];
}

/**
 * Builds a program. What is imported dynamically stays in files of its own, which are loaded when the
 * import is reached.
 * @throws {Refusal} where the folder holds something, an import or an asset is not to be found, or a
 *   module would name a place on this machine
 */
export async function buildProgram(order: ProgramOrder): Promise<BuiltProgram> {
  const { entry, folder, root = repositoryRoot } = order;
  requireEmpty(folder);
  const assets = new Map<string, Asset>();
  const warnings: string[] = [];
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    platform: 'node',
    external: /^node:/,
    tsconfig: false,
    transform: { define: { __dirname: 'import.meta.dirname' } },
    plugins: [assetPlugin(root, (asset) => void assets.set(asset.target, asset))],
    onLog: (level, { message }) => {
      if (level === 'warn') warnings.push(message);
    },
  });
  const output = await written(bundle, folder);
  const chunks = output.filter((file) => file.type === 'chunk');
  requireClosed(chunks, root, warnings);
  for (const { source, target } of assets.values()) copy(source, join(folder, target));
  return {
    main: join(folder, `${basename(entry, extname(entry))}.mjs`),
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    assets: [...assets.values()],
  };
}

async function written(bundle: RolldownBuild, dir: string): Promise<RolldownOutput['output']> {
  const names = { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' };
  try {
    const { output } = await bundle.write({ dir, format: 'esm', ...names });
    return output;
  } catch (error) {
    // What a plugin throws arrives wrapped.
    throw refusalIn(error) ?? error;
  } finally {
    await bundle.close();
  }
}

function refusalIn(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) return;
  return error.errors.find((inner) => inner instanceof Refusal);
}

function requireEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new Refusal({
    found: `${folder}, which holds something already`,
    expected: 'an empty folder, or one that is not there yet',
    next: 'name another folder, or remove this one',
  });
}

/** Refuses code that needs anything beside Node, or that names this machine. */
function requireClosed(
  chunks: readonly OutputChunk[],
  root: string,
  warnings: readonly string[],
): void {
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const foreign = chunks
    .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
    .filter((name) => !own.has(name) && !isBuiltin(name));
  const telling = chunks.filter(({ code }) => code.includes(root)).map(({ fileName }) => fileName);
  const flaws = [
    ...warnings,
    ...foreign.map((name) => `an import of ${name}`),
    ...telling.map((name) => `the path of the repository in ${name}`),
  ];
  const [flaw] = flaws;
  if (flaw === undefined) return;
  throw new Refusal({
    found: flaw,
    expected: 'a program that needs nothing beside Node',
    next: 'see the module that it names',
  });
}

function copy(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { recursive: true });
}
