// SPDX-License-Identifier: Apache-2.0
// .ci/run adds up what the tests and the demo came to, and takes silence for failure. It is run as it
// stands, with an npm of our own in front.

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot, withEmptyDirectory } from './planted-tree.ts';

interface Npm {
  /** What `npm test` prints, and its exit code. */
  readonly test: readonly [string, number];
  /** The exit code of `npm run demo`. */
  readonly demo: number;
}

function ci({ test: [printed, code], demo }: Npm) {
  return withEmptyDirectory(async (root) => {
    mkdirSync(join(root, '.ci'));
    cpSync(join(repositoryRoot, '.ci/run'), join(root, '.ci/run'));
    const npm = `#!/bin/sh\nif [ "$1" = test ]; then printf '%s' '${printed}'; exit ${code}; fi\nexit ${demo}\n`;
    writeFileSync(join(root, 'npm'), npm);
    chmodSync(join(root, 'npm'), 0o755);
    const env = { ...process.env, PATH: `${root}${delimiter}${process.env['PATH']}` };
    const { stdout, status } = spawnSync(join(root, '.ci/run'), { env, encoding: 'utf8' });
    return { status, lastLine: stdout.trimEnd().split('\n').at(-1) };
  });
}

describe('.ci/run', () => {
  it('counts the demo as one more that passed', async () => {
    const outcome = await ci({ test: ['noise\n12 passed, 0 failed\n', 0], demo: 0 });
    expect(outcome).toEqual({ status: 0, lastLine: '13 passed, 0 failed' });
  });

  it('passes on what was skipped', async () => {
    const outcome = await ci({ test: ['12 passed, 0 failed, 3 skipped\n', 0], demo: 0 });
    expect(outcome).toEqual({ status: 0, lastLine: '13 passed, 0 failed, 3 skipped' });
  });

  it('fails where a test failed', async () => {
    const outcome = await ci({ test: ['12 passed, 2 failed\n', 1], demo: 0 });
    expect(outcome).toEqual({ status: 1, lastLine: '13 passed, 2 failed' });
  });

  it('fails where the demo failed', async () => {
    const outcome = await ci({ test: ['12 passed, 0 failed\n', 0], demo: 3 });
    expect(outcome).toEqual({ status: 1, lastLine: '12 passed, 1 failed' });
  });

  it('fails where the tests printed no closing line', async () => {
    const outcome = await ci({ test: ['all is well\n', 0], demo: 0 });
    expect(outcome).toEqual({ status: 1, lastLine: '1 passed, 1 failed' });
  });

  it('fails where the closing line hides a bad exit code', async () => {
    const outcome = await ci({ test: ['12 passed, 0 failed\n', 1], demo: 0 });
    expect(outcome).toEqual({ status: 1, lastLine: '13 passed, 1 failed' });
  });
});
