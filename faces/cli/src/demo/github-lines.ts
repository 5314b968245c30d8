// SPDX-License-Identifier: Apache-2.0
// What the embedded GitHub holds, for people.
import type { RepositorySnapshot } from '@marketops/github-emulator';

/** Refs, releases with their assets, and pull requests, one line each. */
export function githubLines({ refs, releases, pulls }: RepositorySnapshot): readonly string[] {
  return [
    ...Object.entries(refs).map(([ref, oid]) => `${oid}  ${ref}`),
    ...releases.flatMap(({ name, draft, assets }) => [
      `release "${name ?? ''}"${draft ? ' (draft)' : ''}`,
      ...assets.map((asset) => `  ${asset.name}  ${asset.size} bytes  ${asset.digest ?? ''}`),
    ]),
    ...pulls.map(({ number, title, state }) => `pull request #${number} "${title}" (${state})`),
  ];
}
