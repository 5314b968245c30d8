// SPDX-License-Identifier: Apache-2.0
// Blob objects of the git database.

import { unprocessable } from '../api/api-refusal.ts';
import { type Answer, changed, ok } from '../api/answer.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { repositoryUrl } from '../view/repository-view.ts';
import { nodeId } from '../view/web-names.ts';
import { gitObjectOf } from './git-object-access.ts';
import { reads, writes } from './repository-rights.ts';

/** The routes for blob objects. */
export const gitBlobRoutes: readonly RepositoryRoute[] = [
  {
    ...reads('contents'),
    template: '/repos/{owner}/{repo}/git/blobs/{file_sha}',
    docs: 'git/blobs#get-a-blob',
    handle: getBlob,
  },
  {
    ...writes('contents'),
    method: 'POST',
    template: '/repos/{owner}/{repo}/git/blobs',
    docs: 'git/blobs#create-a-blob',
    handle: createBlob,
  },
];

function getBlob(call: RepositoryCall): Answer {
  const { id, content } = gitObjectOf(call, 'file_sha', 'blob');
  return ok({
    sha: id,
    node_id: nodeId('Blob', id),
    size: content.length,
    url: `${repositoryUrl(call.repository, call.origins)}/git/blobs/${id}`,
    content: wrappedBase64(content),
    encoding: 'base64',
  });
}

function createBlob(call: RepositoryCall): Answer {
  const text = call.fields.requiredString('content');
  const encoding = call.fields.string('encoding') ?? 'utf-8';
  if (encoding !== 'utf-8' && encoding !== 'base64') {
    throw unprocessable(`encoding must be utf-8 or base64, not ${encoding}`);
  }
  if (encoding === 'base64' && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) {
    throw unprocessable('content is not valid Base64');
  }
  const id = call.repository.objects.put('blob', Buffer.from(text, encoding));
  const url = `${repositoryUrl(call.repository, call.origins)}/git/blobs/${id}`;
  return changed(201, { sha: id, url }, { ids: { sha: id }, public: false });
}

/** Base64 in lines of 60 characters, each ended by a line break, as GitHub writes it. */
export function wrappedBase64(content: Buffer): string {
  return content.toString('base64').replaceAll(/.{1,60}/g, '$&\n');
}
