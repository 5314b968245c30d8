// SPDX-License-Identifier: Apache-2.0
// Builds the product: a folder that npm can pack or install and that Node can run as it lies, with the
// terms of everything in it and the digest of each of its files.

import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { buildProgram } from './build-program.ts';
import { bundledPackages } from './bundled-packages.ts';
import { commandFile, packageFiles, programFolder } from './package-files.ts';
import { thirdPartyNotices } from './third-party-notices.ts';
import { makeWhole } from './whole-folder.ts';

const entry = 'faces/cli/src/main.ts';
const listName = 'SHA256SUMS';
const executableMode = 0o755;

/** The product as it was built. */
export interface BuiltMarketops {
  /** The file that holds the command line, relative to the folder. */
  readonly main: string;
  /** The SHA-256 of that file in hexadecimal digits. */
  readonly mainSha256: string;
  /** How many files the folder holds, and how many bytes they have together. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Builds MarketOps into a folder that is empty or not there yet.
 * @throws {Refusal} where `buildProgram` does, or a bundled package does not state its terms
 */
export function buildMarketops(folder: string): Promise<BuiltMarketops> {
  return makeWhole(folder, () => fill(folder));
}

async function fill(folder: string): Promise<BuiltMarketops> {
  const program = await buildProgram({ entry, folder: join(folder, programFolder) });
  const packages = bundledPackages(program.sources);
  for (const [path, text] of packageFiles()) write(join(folder, path), text);
  chmodSync(join(folder, commandFile), executableMode);
  write(join(folder, 'THIRD-PARTY-NOTICES.md'), thirdPartyNotices(packages));
  const listed = filesBelow(folder).map((path) => {
    const content = readFileSync(join(folder, path));
    return { path, bytes: content.length, sha256: sha256(content) };
  });
  const list = listed.map((file) => `${file.sha256}  ${file.path}\n`).join('');
  write(join(folder, listName), list);
  return {
    main: posixPath(relative(folder, program.main)),
    mainSha256: sha256(readFileSync(program.main)),
    files: listed.length + 1,
    bytes: listed.reduce((sum, { bytes }) => sum + bytes, Buffer.byteLength(list)),
  };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map(({ parentPath, name }) => posixPath(relative(folder, join(parentPath, name))))
    .toSorted();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function posixPath(path: string): string {
  return path.split(sep).join('/');
}
