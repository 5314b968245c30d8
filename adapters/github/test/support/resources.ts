// SPDX-License-Identifier: Apache-2.0
// GitHub's resources as it spells them, reduced to the members that anybody reads.

const oid = (digit: string): string => digit.repeat(40);

/** A repository. */
export const repositoryBody = {
  id: 42,
  full_name: 'octo-org/hello-world',
  owner: { id: 11, login: 'octo-org' },
  default_branch: 'main',
  archived: false,
  permissions: { admin: false, push: true, pull: true },
};

/** An asset. */
export const assetBody = {
  id: 7,
  name: 'hello.tgz',
  state: 'uploaded',
  size: 5,
  content_type: 'application/gzip',
  digest: `sha256:${'0'.repeat(64)}`,
};

/** A draft whose uploads go to `origin`. */
export function releaseBody(origin: string): Record<string, unknown> {
  return {
    id: 5,
    tag_name: 'v1.0.0',
    target_commitish: oid('a'),
    name: 'Version 1.0.0',
    body: 'Notes',
    draft: true,
    prerelease: false,
    immutable: false,
    author: { id: 3, login: 'alice' },
    html_url: 'https://github.com/octo-org/hello-world/releases/tag/v1.0.0',
    upload_url: `${origin}/repos/octo-org/hello-world/releases/5/assets{?name,label}`,
    assets: [assetBody],
  };
}

/** A ref to a commit. */
export const refBody = { ref: 'refs/tags/v1.0.0', object: { sha: oid('a'), type: 'commit' } };

/** A pull request. */
export const pullRequestBody = {
  number: 9,
  state: 'open',
  merged: false,
  merged_at: null,
  title: 'Change the docs',
  body: 'Changed.',
  draft: false,
  head: { ref: 'docs/changes', sha: oid('d'), repo: { id: 42 } },
  base: { ref: 'main', sha: oid('b') },
  user: { id: 3 },
  html_url: 'https://github.com/octo-org/hello-world/pull/9',
};
