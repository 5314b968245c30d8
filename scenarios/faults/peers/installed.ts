// SPDX-License-Identifier: Apache-2.0
// Which peers are here. Those from npm stand in a side package with a lock of its own, which is
// installed when it is first asked for; they are no dependencies of the project.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Peer } from './peer.ts';
import { gh } from './gh.ts';
import { releaseIt } from './release-it.ts';
import { semanticRelease } from './semantic-release.ts';

const run = promisify(execFile);

/** The folder of the side package. */
export const peersFolder: string = fileURLToPath(new URL('.', import.meta.url));

/** Every peer, whether or not it is here. */
export const PEERS: readonly Peer[] = [gh, semanticRelease, releaseIt];

/** A peer that is here, or the words for that it is not. */
export interface PeerPresence {
  readonly peer: Peer;
  /** Null where it is not installed. */
  readonly version: string | null;
}

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

/** Looks which peers are here. */
export function findPeers(): Promise<readonly PeerPresence[]> {
  return Promise.all(
    PEERS.map(async (peer) => ({ peer, version: await peer.version().catch(() => null) })),
  );
}

/** The version of a package of the side package, or null where it is not installed. */
export async function installedVersion(name: string): Promise<string | null> {
  const path = join(peersFolder, 'node_modules', name, 'package.json');
  if (!existsSync(path)) return null;
  const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : null;
}
