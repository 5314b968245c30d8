// SPDX-License-Identifier: Apache-2.0
// The publishing step of semantic-release's GitHub plugin, as semantic-release itself calls it.
import process from 'node:process';
import { installedVersion } from './side-package.ts';
import type { Peer } from './peer.ts';

const packageName = '@semantic-release/github';

/** Reads what it is to do from its environment. */
const program = `
  import { publish } from '${packageName}';
  const { config, context } = JSON.parse(process.env.PEER_JOB);
  const log = (...words) => console.error(...words);
  const logger = { log, error: log, warn: log, success: log };
  await publish(config, { ...context, env: process.env, logger });
`;

/** @semantic-release/github, from the side package. */
export const semanticRelease: Peer = {
  name: packageName,
  needsTls: false,
  version: () => installedVersion(packageName),
  command: ({ files, release, repository, token, apiUrl, folder }) => {
    const job = {
      config: {
        githubApiUrl: apiUrl,
        assets: files,
        releaseNameTemplate: release.name,
        releaseBodyTemplate: release.notes,
      },
      context: {
        cwd: folder,
        options: { repositoryUrl: `${apiUrl}/${repository}.git` },
        branch: { name: release.target, type: 'release', main: true },
        nextRelease: {
          gitTag: release.tagName,
          name: release.name,
          notes: release.notes,
          version: release.version,
        },
      },
    };
    return {
      file: process.execPath,
      arguments: ['--input-type=module', '--eval', program],
      inSidePackage: true,
      environment: { GITHUB_TOKEN: token, PEER_JOB: JSON.stringify(job) },
    };
  },
};
