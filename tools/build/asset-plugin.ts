// SPDX-License-Identifier: Apache-2.0
// Carries along the files and folders that modules name by their own place: each is noted for copying
// to `assets/`, under its path in the repository, and the code is made to name it there. This holds
// because all code of a program lies in one folder, so the new name is the same in every chunk.

import { existsSync } from 'node:fs';
import { dirname, isAbsolute, posix, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'rolldown';
import { Refusal } from '../bootstrap/refusal.mjs';
import { namedPlacesIn, namesItsPlace, type NamedPlace } from './named-places.ts';

/** What has to lie beside the code of a program. */
export interface Asset {
  /** The absolute path of the file or folder. */
  readonly source: string;
  /** Its path in the folder of the program, with forward slashes. */
  readonly target: string;
}

const code = /\.(ts|tsx|mts|cts)$/;

/**
 * A plugin that rewrites the named places and hands each asset to `take`. Paths are those below
 * `root`. The build fails where an asset is missing, lies outside of `root` or is code to be built.
 */
export function assetPlugin(root: string, take: (asset: Asset) => void): Plugin {
  return {
    name: 'marketops-assets',
    transform: {
      filter: { code: namesItsPlace },
      handler(text, id) {
        // The bundler's own code lies nowhere.
        if (!isAbsolute(id)) return null;
        const path = pathBelow(root, id);
        let rewritten = text;
        for (const place of namedPlacesIn(path, text).toReversed()) {
          const asset = assetOf(root, id, place);
          take(asset);
          const { start, end, lead } = place;
          rewritten = rewritten.slice(0, start) + lead + asset.target + rewritten.slice(end);
        }
        return { code: rewritten, map: null };
      },
    },
  };
}

function assetOf(root: string, importer: string, { path }: NamedPlace): Asset {
  const source = resolve(dirname(importer), path);
  const below = pathBelow(root, source);
  const because = flawOf(source, below);
  if (because !== undefined) {
    throw new Refusal({
      found: `'${path}' in ${pathBelow(root, importer)}, which ${because}`,
      expected: 'a file or folder of the repository or of a package',
      next: 'restore it, or name another',
    });
  }
  const ending = path.endsWith('/') ? '/' : '';
  // npm leaves every folder `node_modules` out when it packs.
  const target = posix.join('assets', below.replaceAll('node_modules/', 'packages/')) + ending;
  return { source, target };
}

function flawOf(source: string, below: string): string | undefined {
  if (below.startsWith('..')) return 'lies outside of the repository';
  if (code.test(source)) return 'is code that would have to be built';
  return existsSync(source) ? undefined : 'does not exist';
}

function pathBelow(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
