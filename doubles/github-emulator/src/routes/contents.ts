// SPDX-License-Identifier: Apache-2.0
// Files and directories at a commit.

import { notFound } from '../api/api-refusal.ts';
import { type Answer, ok } from '../api/answer.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { findInTree, objectTypeOfMode, readTree, type TreeEntry } from '../git/tree-object.ts';
import type { JsonObject } from '../json.ts';
import { repositoryUrl, repositoryWebUrl } from '../view/repository-view.ts';
import { encodedPath } from '../view/web-names.ts';
import { findCommitish } from './commit-reference.ts';
import { wrappedBase64 } from './git-blobs.ts';
import { reads } from './repository-rights.ts';

const rawMediaType = /\bapplication\/vnd\.github(\.v3)?\.raw\b/;

/** The route for contents. */
export const contentRoutes: readonly RepositoryRoute[] = [
  {
    ...reads('contents'),
    template: '/repos/{owner}/{repo}/contents/{path}',
    docs: 'repos/contents#get-repository-content',
    handle: getContents,
  },
];

function getContents(call: RepositoryCall): Answer {
  const ref = call.request.query.get('ref') ?? call.repository.defaultBranch;
  const path = call.params['path'] ?? '';
  const commit = findCommitish(call.repository, ref);
  const entry =
    commit === undefined
      ? undefined
      : findInTree(call.repository.objects, commit.commit.tree, path);
  if (entry === undefined) {
    throw notFound();
  }
  if (entry.mode === '040000') {
    const children = readTree(call.repository.objects, entry.id);
    return ok(
      children.map((child) =>
        entryView(call, {
          entry: child,
          path: path === '' ? child.name : `${path}/${child.name}`,
          ref,
        }),
      ),
    );
  }
  const content = call.repository.objects.content(entry.id, 'blob') ?? Buffer.alloc(0);
  if (rawMediaType.test(call.request.headers['accept'] ?? '')) {
    const contentType = 'application/vnd.github.raw; charset=utf-8';
    return { ...ok(null), body: { kind: 'bytes', bytes: content, contentType } };
  }
  return ok({
    ...entryView(call, { entry, path, ref }),
    content: wrappedBase64(content),
    encoding: 'base64',
  });
}

function entryView(
  call: RepositoryCall,
  shown: { entry: TreeEntry; path: string; ref: string },
): JsonObject {
  const { entry, path, ref } = shown;
  const url = repositoryUrl(call.repository, call.origins);
  const web = repositoryWebUrl(call.repository, call.origins);
  const kind = objectTypeOfMode(entry.mode);
  const at = encodeURIComponent(ref);
  const links = {
    self: `${url}/contents/${encodedPath(path)}?ref=${at}`,
    git: kind === 'commit' ? null : `${url}/git/${kind}s/${entry.id}`,
    html: `${web}/${kind === 'tree' ? 'tree' : 'blob'}/${encodedPath(ref)}/${encodedPath(path)}`,
  };
  return {
    name: entry.name,
    path,
    sha: entry.id,
    size: call.repository.objects.content(entry.id, 'blob')?.length ?? 0,
    url: links.self,
    html_url: links.html,
    git_url: links.git,
    download_url: kind === 'blob' ? `${web}/raw/${encodedPath(ref)}/${encodedPath(path)}` : null,
    type: entryType(entry),
    _links: links,
  };
}

function entryType(entry: TreeEntry): string {
  switch (entry.mode) {
    case '040000':
      return 'dir';
    case '160000':
      return 'submodule';
    case '120000':
    case '100644':
    case '100755':
      return 'file';
  }
}
