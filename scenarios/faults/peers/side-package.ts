// SPDX-License-Identifier: Apache-2.0
// The side package with the peers from npm. It has a lock of its own and is installed when it is
// first asked for; nothing in it is a dependency of the project.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The folder of the side package. */
export const peersFolder: string = fileURLToPath(new URL('.', import.meta.url));

/** Installs the side package where it is not installed; null, or why that did not work. */
export async function installPeers(): Promise<string | null> {
  if (existsSync(join(peersFolder, 'node_modules'))) return null;
  try {
    await run('npm', ['ci', '--omit=peer', '--ignore-scripts'], { cwd: peersFolder });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The version of a package of the side package, or null where it is not installed. */
export async function installedVersion(name: string): Promise<string | null> {
  const path = join(peersFolder, 'node_modules', name, 'package.json');
  if (!existsSync(path)) return null;
  const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : null;
}
