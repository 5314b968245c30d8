// SPDX-License-Identifier: Apache-2.0
// Commit objects of the git database.

import { unprocessable } from '../api/api-refusal.ts';
import { type Answer, changed, ok } from '../api/answer.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { encodeCommit } from '../git/commit-object.ts';
import { gitCommitView } from '../view/git-view.ts';
import { gitObjectOf } from './git-object-access.ts';
import { readIdentity } from './identity-field.ts';
import { reads, writes } from './repository-rights.ts';

/** The routes for commit objects. */
export const gitCommitRoutes: readonly RepositoryRoute[] = [
  {
    ...reads('contents'),
    template: '/repos/{owner}/{repo}/git/commits/{commit_sha}',
    docs: 'git/commits#get-a-commit-object',
    handle: getCommit,
  },
  {
    ...writes('contents'),
    method: 'POST',
    template: '/repos/{owner}/{repo}/git/commits',
    docs: 'git/commits#create-a-commit',
    handle: createCommit,
  },
];

function getCommit(call: RepositoryCall): Answer {
  return ok(gitCommitView(call, call.repository, gitObjectOf(call, 'commit_sha', 'commit')));
}

function createCommit(call: RepositoryCall): Answer {
  const { fields, repository } = call;
  const message = fields.requiredString('message');
  const tree = fields.requiredString('tree');
  const parents = fields.strings('parents') ?? [];
  if (!repository.objects.has(tree, 'tree')) {
    throw unprocessable('Tree SHA does not exist');
  }
  if (!parents.every((parent) => repository.objects.has(parent, 'commit'))) {
    throw unprocessable('Parent SHA does not exist or is not a commit object');
  }
  const author = readIdentity(call, fields.object('author'));
  const content = encodeCommit({
    tree,
    parents,
    author,
    committer: readIdentity(call, fields.object('committer'), author),
    signature: fields.string('signature') ?? null,
    message: call.state.settings.quirks.messageNewline ? `${message}\n` : message,
  });
  const id = repository.objects.put('commit', content);
  return changed(201, gitCommitView(call, repository, { id, content }), {
    ids: { sha: id },
    public: false,
  });
}
