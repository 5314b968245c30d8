// SPDX-License-Identifier: Apache-2.0
// A package declares exactly what its sources import, at exact versions: each trust zone has a list of
// dependencies that can be read and believed.

import { isSource } from '../house.ts';
import type { Finding, Rule } from '../rule.ts';
import type { SourceTree, TreeFile } from '../source-tree.ts';
import { readManifest } from './manifest.ts';
import { moduleReferences } from './module-references.ts';
import { packageAt } from './place.ts';
import { housePackages, targetOf } from './target.ts';

const workspaceManifest = /^((domain|adapters|faces|doubles)\/[^/]+|scenarios)\/package\.json$/;
const anyManifest = /(^|\/)package\.json$/;
const exactVersion = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** `dependencies` equals what the package's sources import. */
export const manifestRule: Rule = {
  name: 'boundaries/manifests',
  concerns: ({ path }) => workspaceManifest.test(path),
  inspect: (file, tree) => compare(file, tree),
};

/** Every declared version is one version, not a range. */
export const exactVersionRule: Rule = {
  name: 'boundaries/exact-versions',
  concerns: ({ path }) => anyManifest.test(path) && !path.startsWith('examples/'),
  *inspect(file) {
    const { dependencies, devDependencies } = readManifest(file);
    for (const [name, version] of [...dependencies, ...devDependencies]) {
      if (exactVersion.test(version)) continue;
      yield { message: `${name} is declared as "${version}"; declare one exact version` };
    }
  },
};

function* compare(file: TreeFile, tree: SourceTree): Iterable<Finding> {
  const declared = new Set(readManifest(file).dependencies.keys());
  const imported = importedBy(packageAt(file.path).home, tree);
  for (const [name, importer] of imported) {
    if (!declared.has(name)) yield { message: `${importer} imports ${name}; declare it` };
  }
  const idle = [...declared].filter((name) => !imported.has(name));
  if (idle.length > 0) {
    yield { message: `declares ${idle.join(', ')}, which no source imports; remove it` };
  }
}

/** The packages that the sources under `home` import, each with one file that does. */
function importedBy(home: string, tree: SourceTree): Map<string, string> {
  const packages = housePackages(tree);
  const nameOfHome = new Map([...packages].map(([name, owner]) => [owner.home, name]));
  const imported = new Map<string, string>();
  for (const file of tree.files) {
    if (!file.path.startsWith(`${home}/`) || !isSource(file.path)) continue;
    for (const { specifier } of moduleReferences(file)) {
      const target = targetOf(specifier, file.path, packages);
      if (target.kind === 'npm') imported.set(target.name, file.path);
      if (target.kind === 'package' && target.owner.home !== home) {
        imported.set(nameOfHome.get(target.owner.home) ?? specifier, file.path);
      }
    }
  }
  return imported;
}
