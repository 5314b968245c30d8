// SPDX-License-Identifier: Apache-2.0
// Annotated tag objects. Making one makes no reference.

import { unprocessable } from '../api/api-refusal.ts';
import { type Answer, changed, ok } from '../api/answer.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { encodeTag, parseObjectType } from '../git/tag-object.ts';
import { gitTagView } from '../view/git-view.ts';
import { gitObjectOf } from './git-object-access.ts';
import { readIdentity } from './identity-field.ts';
import { reads, writes } from './repository-rights.ts';

/** The routes for tag objects. */
export const gitTagRoutes: readonly RepositoryRoute[] = [
  {
    ...reads('contents'),
    template: '/repos/{owner}/{repo}/git/tags/{tag_sha}',
    docs: 'git/tags#get-a-tag',
    handle: getTag,
  },
  {
    ...writes('contents'),
    method: 'POST',
    template: '/repos/{owner}/{repo}/git/tags',
    docs: 'git/tags#create-a-tag-object',
    handle: createTag,
  },
];

function getTag(call: RepositoryCall): Answer {
  return ok(gitTagView(call, call.repository, gitObjectOf(call, 'tag_sha', 'tag')));
}

function createTag(call: RepositoryCall): Answer {
  const { fields, repository } = call;
  const object = fields.requiredString('object');
  const type = parseObjectType(fields.requiredString('type'));
  const tag = fields.requiredString('tag');
  const message = fields.requiredString('message');
  if (type === undefined || !repository.objects.has(object, type)) {
    throw unprocessable('Object does not exist');
  }
  const content = encodeTag({
    object,
    type,
    tag,
    tagger: readIdentity(call, fields.object('tagger')),
    message: call.state.settings.quirks.messageNewline ? `${message}\n` : message,
  });
  const id = repository.objects.put('tag', content);
  return changed(201, gitTagView(call, repository, { id, content }), {
    ids: { sha: id },
    public: false,
  });
}
