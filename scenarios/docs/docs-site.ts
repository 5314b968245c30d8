// SPDX-License-Identifier: Apache-2.0
// Where the snippets of the guide are run: a folder with the example project, the embedded GitHub
// that holds a copy of it, a token, and the launcher `bin/marketops` on the path.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { startGitHubEmulator } from '@marketops/github-emulator';
import { instantToMs } from '@marketops/core';
import { SystemClock } from '@marketops/system';
import { runScript, type ScriptRun } from './run-script.ts';

const root = join(import.meta.dirname, '../..');
const owner = 'harbour-tools';
const name = 'lantern';
const token = 'github_pat_of_the_guide';

/** Runs scripts where a reader of the guide would. */
export interface DocsSite {
  readonly folder: string;
  /** Runs a script from top to bottom; stops at the first command that fails. */
  run(script: string): Promise<ScriptRun>;
  close(): Promise<void>;
}

/** Sets up the site. */
export async function openDocsSite(): Promise<DocsSite> {
  const folder = mkdtempSync(join(tmpdir(), 'marketops-docs-'));
  const project = join(folder, name);
  execFileSync(process.execPath, [join(root, 'examples/lantern/make-history.mjs'), project], {
    stdio: 'ignore',
  });
  const clock = new SystemClock();
  const emulator = await startGitHubEmulator({
    clock: () => instantToMs(clock.now()),
    seed: 'docs',
  });
  const repository = await emulator.seedFromGit({ owner, name, path: project });
  emulator.addToken({
    token,
    login: 'lantern-releases',
    permissions: { metadata: 'read', contents: 'write', pull_requests: 'write' },
  });
  emulator.addCollaborator(repository, 'lantern-releases', 'write');
  writeFileSync(join(folder, 'github-token'), `${token}\n`, { mode: 0o600 });
  const environment = {
    HOME: folder,
    PATH: [join(root, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
    MARKETOPS_GITHUB_API: emulator.apiUrl,
    MARKETOPS_GITHUB_UPLOADS: emulator.uploadUrl,
  };
  return {
    folder,
    run: (script) => runScript(script, folder, environment),
    close: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
