// SPDX-License-Identifier: Apache-2.0
// Suites over the public test vectors that lie beside the checkout, in `../shared/vectors`. Where
// they are absent, each suite is one skipped test that says so.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';

const vectorsFolder = join(import.meta.dirname, '../../../../../shared/vectors');

/** Registers a suite over one folder of public vectors; `register` is given its path. */
export function describePublicVectors(
  title: string,
  folder: string,
  register: (path: string) => void,
): void {
  const path = join(vectorsFolder, folder);
  describe(title, () => {
    if (existsSync(path)) register(path);
    else
      it('reads public vectors', (test) => test.skip(`no ${folder} vectors beside the checkout`));
  });
}
