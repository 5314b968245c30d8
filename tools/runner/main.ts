// SPDX-License-Identifier: Apache-2.0
// `npm test`: makes a browser available where browser tests may run, then runs vitest over the whole
// repository. Arguments are vitest's: a path or part of one selects files.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runForwarding } from '../bootstrap/child.mjs';
import { browserEnvironment } from './browser-tests.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = process.argv.slice(2);

process.exitCode = await runForwarding(process.execPath, [vitest, 'run', '--root', root, ...args], {
  cwd: root,
  env: { ...process.env, ...browserEnvironment(root, args) },
});
