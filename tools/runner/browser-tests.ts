// SPDX-License-Identifier: Apache-2.0
// Gives browser tests their browser: its path in CHROMIUM_PATH, or in CHROMIUM_ABSENCE the reason why
// there is none. Installing one takes a minute, so it happens only where a browser test may run.

import { globSync } from 'node:fs';
import { ensureChromium } from '../bootstrap/chromium.mjs';

/** Returns the environment variables that browser tests read. */
export function browserEnvironment(root: string, args: readonly string[]): NodeJS.ProcessEnv {
  const browserTests = globSync('{domain,adapters,faces,doubles,scenarios}/**/*.browser.test.ts', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  });
  if (!browserTests.some((path) => maySelect(args, path))) return {};
  const chromium = ensureChromium();
  if ('path' in chromium) return { CHROMIUM_PATH: chromium.path };
  process.stderr.write(`marketops: browser tests have no browser: ${chromium.reason}\n`);
  return { CHROMIUM_ABSENCE: chromium.reason };
}

/** Whether vitest, given these arguments, may run the test file at `path`. */
export function maySelect(args: readonly string[], path: string): boolean {
  // The word after a flag may be its value or a filter; vitest alone knows.
  const isPlain = args.length > 0 && args.every((arg) => !arg.startsWith('-'));
  return !isPlain || args.some((filter) => path.includes(filter));
}
