// SPDX-License-Identifier: Apache-2.0
// Who may import whom. The rings are trust boundaries: engine, authority and publisher never see each
// other, so that nothing but plans and receipts passes between them.

import type { HousePackage, Place } from './place.ts';
import type { Target } from './target.ts';

/** What each domain package may import; a package that is not listed may import nothing. */
const domainTable: Readonly<Record<string, readonly string[]>> = {
  core: [],
  log: ['core'],
  engine: ['core', 'log'],
  authority: ['core', 'log'],
  publisher: ['core', 'log'],
};

/** What the console may import: what runs in a browser and verifies there. */
const consoleTable: readonly string[] = ['contract', 'core', 'log'];

/** Says why an import is refused, or undefined where it is allowed. */
export function refusalOf(importer: Place, target: Target): string | undefined {
  switch (target.kind) {
    case 'own-file':
      return undefined;
    case 'computed':
      return 'the imported module is computed; name it, so that the ring rules can see it';
    case 'unknown-package':
      return `${target.name} is no package of this repository`;
    case 'foreign-file':
      return refusalOfForeignFile(importer, target.owner);
    case 'builtin':
      if (!target.prefixed) return 'a module of Node is imported with the prefix node:';
      return refusalOfBuiltin(importer);
    case 'npm':
      return isPure(importer) ? 'the domain has no runtime dependency' : undefined;
    case 'package':
      return refusalOfPackage(importer, target);
  }
}

function refusalOfForeignFile(importer: Place, owner: HousePackage): string | undefined {
  if (importer.ring === 'root' && owner.ring === 'tools') return undefined;
  const instead = owner.ring === 'root' ? 'keep to files of the package' : 'import it by its name';
  return `a relative path leaves ${importer.home || 'the root'} for ${owner.home || 'the root'}; ${instead}`;
}

function refusalOfBuiltin(importer: Place): string | undefined {
  if (isPure(importer)) return 'the domain does no IO; an adapter may, behind a port';
  const inBrowser = importer.name === 'console' && importer.part !== 'test';
  return inBrowser ? 'the console runs in a browser, where Node has no module' : undefined;
}

function isPure({ ring, part }: Place): boolean {
  return ring === 'domain' && part !== 'test';
}

function refusalOfPackage(
  importer: Place,
  { owner, deep }: { owner: HousePackage; deep: boolean },
): string | undefined {
  if (deep) return `import the public names of ${owner.home}, not a file inside it`;
  if (owner.home === importer.home) {
    return importer.part === 'test'
      ? undefined
      : 'a package imports its own files by relative path';
  }
  if (owner.ring === 'doubles' && mayUseDoubles(importer)) return undefined;
  if (mayImport(importer, owner)) return undefined;
  return `${importer.home || 'the root'} must not import ${owner.home}; ${reasonAgainst(importer, owner)}`;
}

function mayUseDoubles({ ring, part }: Place): boolean {
  return part === 'test' || part === 'demo' || ring === 'doubles' || ring === 'scenarios';
}

function mayImport(importer: Place, owner: HousePackage): boolean {
  switch (importer.ring) {
    case 'domain':
      return owner.ring === 'domain' && (domainTable[importer.name] ?? []).includes(owner.name);
    case 'adapters':
    case 'doubles':
      return owner.ring === 'domain';
    case 'faces':
      return mayFaceImport(importer, owner);
    case 'scenarios':
      return owner.ring !== 'tools';
    case 'tools':
      return owner.ring === 'domain' || owner.ring === 'faces';
    case 'root':
      return false;
  }
}

function mayFaceImport({ name, part }: Place, owner: HousePackage): boolean {
  if (part === 'demo' && owner.ring === 'scenarios') return true;
  if (part !== 'source' && (owner.ring === 'adapters' || owner.ring === 'faces')) return true;
  if (name === 'console') return consoleTable.includes(owner.name);
  return owner.ring === 'domain' || owner.home === 'faces/contract';
}

function reasonAgainst(importer: Place, owner: HousePackage): string {
  if (owner.ring === 'doubles') return 'doubles are for tests, scenarios and the demo';
  switch (importer.ring) {
    case 'domain': {
      const allowed = domainTable[importer.name];
      if (allowed === undefined) return 'it has no row in the table of ring-rules.ts';
      return allowed.length === 0 ? 'it imports nothing' : `it may import ${allowed.join(', ')}`;
    }
    case 'adapters':
      return 'an adapter may import the domain, never another adapter';
    case 'faces':
      return owner.ring === 'adapters'
        ? 'a face takes adapters in composition.ts or composition/ alone'
        : 'a face may import the domain and the contract';
    case 'doubles':
    case 'scenarios':
    case 'tools':
    case 'root':
      return 'the ring rules give it no right to';
  }
}
