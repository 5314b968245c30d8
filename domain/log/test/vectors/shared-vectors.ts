// SPDX-License-Identifier: Apache-2.0
// Finds the public test vectors that lie beside the checkout, in `../shared/vectors`. Where they
// are absent, the tests that need them are skipped and say so.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of one folder of public vectors, or undefined, after a line that says so. */
export function sharedVectors(folder: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../../../shared/vectors/${folder}/`, import.meta.url));
  if (existsSync(path)) return path;
  process.stderr.write(`skipped: no public vectors beside the checkout, ${path}\n`);
  return undefined;
}
