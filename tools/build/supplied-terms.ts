// SPDX-License-Identifier: Apache-2.0
// The terms of packages that are published without their licence text, as their repositories state
// them. Each is given for one version, so that whoever takes another looks again.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

/** Packages under Apache-2.0, each with the notice of its repository. */
const underApache: ReadonlyMap<string, string> = new Map([
  ['@cedar-policy/cedar-wasm@4.13.0', 'Copyright Cedar Contributors'],
]);

/** The texts for a package, named as `name@version`; none where it is not known. */
export function suppliedTerms(nameAndVersion: string): readonly string[] {
  const notice = underApache.get(nameAndVersion);
  if (notice === undefined) return [];
  return [notice, readFileSync(join(repositoryRoot, 'LICENSE'), 'utf8').trim()];
}
