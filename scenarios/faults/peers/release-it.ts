// SPDX-License-Identifier: Apache-2.0
// release-it's command line, for the GitHub release alone: git and npm are switched off. It accepts
// nothing but TLS.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installedVersion } from './side-package.ts';
import type { Peer } from './peer.ts';

const packageName = 'release-it';
const entry = fileURLToPath(
  new URL(`node_modules/${packageName}/bin/release-it.js`, import.meta.url),
);

/** release-it, from the side package. */
export const releaseIt: Peer = {
  name: packageName,
  needsTls: true,
  version: () => installedVersion(packageName),
  command: ({ release, token, tls, files }) => ({
    file: process.execPath,
    arguments: [
      entry,
      release.version,
      '--ci',
      '--no-git',
      '--no-npm',
      '--github.release',
      `--github.host=${tls?.host ?? ''}`,
      `--github.releaseName=${release.name}`,
      `--github.releaseNotes=printf %s '${release.notes}'`,
      ...files.map((path) => `--github.assets=${path}`),
    ],
    inSidePackage: false,
    environment: {
      GITHUB_TOKEN: token,
      NODE_EXTRA_CA_CERTS: tls?.certificatePath ?? '',
      GIT_SSL_CAINFO: tls?.certificatePath ?? '',
    },
  }),
};
