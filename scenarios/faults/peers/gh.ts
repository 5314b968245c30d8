// SPDX-License-Identifier: Apache-2.0
// GitHub's own command line. It speaks plain HTTP to `github.localhost` alone, and takes a proxy from
// the environment: that is how it reaches an emulator.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Peer } from './peer.ts';

const run = promisify(execFile);
const host = 'github.localhost';

/** gh, as installed on the machine. */
export const gh: Peer = {
  name: 'gh',
  needsTls: false,
  version: async () => {
    const { stdout } = await run('gh', ['--version']);
    return /^gh version (\S+)/.exec(stdout)?.[1] ?? null;
  },
  command: ({ files, release, repository, token, apiUrl, folder }) => ({
    file: 'gh',
    arguments: [
      'release',
      'create',
      release.tagName,
      ...files,
      '--repo',
      `${host}/${repository}`,
      '--title',
      release.name,
      '--notes',
      release.notes,
      '--target',
      release.target,
    ],
    inSidePackage: false,
    environment: {
      GH_HOST: host,
      GH_TOKEN: token,
      HTTP_PROXY: apiUrl,
      GH_CONFIG_DIR: folder,
      GH_PROMPT_DISABLED: '1',
      GH_NO_UPDATE_NOTIFIER: '1',
      NO_COLOR: '1',
    },
  }),
};
