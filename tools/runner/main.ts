// SPDX-License-Identifier: Apache-2.0
// `npm test`: makes a browser available where browser tests exist, then runs vitest over the whole
// repository. Arguments are vitest's: a path or part of one selects files.

import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runForwarding } from '../bootstrap/child.mjs';
import { ensureChromium } from '../bootstrap/chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

function browserEnvironment(): NodeJS.ProcessEnv {
  const [browserTest] = globSync('{domain,adapters,faces,doubles,scenarios}/**/*.browser.test.ts', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  });
  if (browserTest === undefined) return {};
  const chromium = ensureChromium();
  if ('path' in chromium) return { CHROMIUM_PATH: chromium.path };
  process.stderr.write(`marketops: browser tests have no browser: ${chromium.reason}\n`);
  return { CHROMIUM_ABSENCE: chromium.reason };
}

process.exitCode = await runForwarding(
  process.execPath,
  [vitest, 'run', '--root', root, ...process.argv.slice(2)],
  { cwd: root, env: { ...process.env, ...browserEnvironment() } },
);
