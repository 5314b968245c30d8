// SPDX-License-Identifier: Apache-2.0
// Where a file stands in the house, read from its path: which ring, which package, and whether it is
// one of the few places with wider rights.

import { isTest } from '../house.ts';

/** The rings, and what surrounds them. `root` is what lies in no package. */
export type Ring = 'domain' | 'adapters' | 'faces' | 'doubles' | 'scenarios' | 'tools' | 'root';

/** A package of the house. */
export interface HousePackage {
  readonly ring: Ring;
  /** The folder's name, such as `core`. */
  readonly name: string;
  /** The folder, such as `domain/core`; empty for the root. */
  readonly home: string;
}

/** Where an importing file stands. */
export interface Place extends HousePackage {
  /** `composition` wires adapters into a face; `demo` runs a face on the doubles. */
  readonly part: 'source' | 'test' | 'composition' | 'demo';
}

const packaged = /^(domain|adapters|faces|doubles)\/([^/]+)\//;
const alone = /^(scenarios|tools)\//;
const composition = /^faces\/[^/]+\/src\/(.*\/)?composition(\.ts$|\/)/;
const demo = /^faces\/cli\/src\/(.*\/)?(demo|github-emulator)(\.ts$|\/)/;

/** Says where the file at `path` stands. */
export function placeOf(path: string): Place {
  return { ...packageAt(path), part: partOf(path) };
}

/** Says which package the file at `path` belongs to. */
export function packageAt(path: string): HousePackage {
  const [, ring, name] = packaged.exec(path) ?? [];
  if (ring !== undefined && name !== undefined) {
    return { ring: asRing(ring), name, home: `${ring}/${name}` };
  }
  const [, single] = alone.exec(path) ?? [];
  if (single !== undefined) return { ring: asRing(single), name: single, home: single };
  return { ring: 'root', name: 'root', home: '' };
}

function partOf(path: string): Place['part'] {
  if (isTest(path)) return 'test';
  if (composition.test(path)) return 'composition';
  return demo.test(path) ? 'demo' : 'source';
}

const rings: readonly Ring[] = ['domain', 'adapters', 'faces', 'doubles', 'scenarios', 'tools'];

function asRing(name: string): Ring {
  return rings.find((ring) => ring === name) ?? 'root';
}
