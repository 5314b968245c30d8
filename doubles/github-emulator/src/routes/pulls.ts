// SPDX-License-Identifier: Apache-2.0
// Pull requests between branches of one repository.

import { actorLogin } from '../api/actor.ts';
import {
  type FieldError,
  invalidRequest,
  notFound,
  unprocessable,
  validationFailed,
} from '../api/api-refusal.ts';
import { type Answer, changed, ok } from '../api/answer.ts';
import { pageOf } from '../api/paging.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { commitsBetween } from '../git/history.ts';
import type { PullRequest } from '../state/pull-request.ts';
import { branchHead } from '../state/repository.ts';
import { commitView, fileView } from '../view/commit-view.ts';
import { fullPullView, pullChanges, pullView } from '../view/pull-view.ts';
import { isListed, isReadable } from './release-access.ts';
import { reads, writes } from './repository-rights.ts';

/** The longest body of a pull request, in characters. */
export const pullBodyCharactersMax = 65_536;

const base = '/repos/{owner}/{repo}/pulls';
const reading = reads('pull_requests');
const writing = writes('pull_requests');

/** The routes for pull requests. */
export const pullRoutes: readonly RepositoryRoute[] = [
  { ...reading, template: base, docs: 'pulls/pulls#list-pull-requests', handle: listPulls },
  {
    ...reading,
    template: `${base}/{pull_number}`,
    docs: 'pulls/pulls#get-a-pull-request',
    handle: (call) => ok(fullPullView(call, call.repository, pullOf(call))),
  },
  {
    ...reading,
    template: `${base}/{pull_number}/files`,
    docs: 'pulls/pulls#list-pull-requests-files',
    handle: listFiles,
  },
  {
    ...reading,
    template: `${base}/{pull_number}/commits`,
    docs: 'pulls/pulls#list-commits-on-a-pull-request',
    handle: listPullCommits,
  },
  {
    ...writing,
    method: 'POST',
    template: base,
    docs: 'pulls/pulls#create-a-pull-request',
    handle: createPull,
  },
  {
    ...writing,
    method: 'PATCH',
    template: `${base}/{pull_number}`,
    docs: 'pulls/pulls#update-a-pull-request',
    handle: updatePull,
  },
];

function listPulls(call: RepositoryCall): Answer {
  const { query } = call.request;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const baseBranch = query.get('base');
  const label = (pull: PullRequest): string =>
    `${call.repository.ownerLogin}:${pull.headBranch}`.toLowerCase();
  const oldestFirst = query.get('direction') === 'asc';
  const shown = [...call.repository.pulls.values()]
    .filter((pull) => isListed(call, pull) && (state === 'all' || pull.state === state))
    .filter((pull) => head === null || !head.includes(':') || label(pull) === head.toLowerCase())
    .filter((pull) => baseBranch === null || pull.baseBranch === baseBranch)
    .toSorted((left, right) => (right.number - left.number) * (oldestFirst ? -1 : 1));
  return pageOf(call, shown, (pull) => pullView(call, call.repository, pull));
}

function listFiles(call: RepositoryCall): Answer {
  const pull = pullOf(call);
  return pageOf(call, pullChanges(call.repository, pull), (change) =>
    fileView(call, call.repository, { change, commit: pull.headId }),
  );
}

function listPullCommits(call: RepositoryCall): Answer {
  const pull = pullOf(call);
  const commits = commitsBetween(call.repository.objects, pull.baseId, pull.headId);
  return pageOf(call, commits, (commit) => commitView(call, call.repository, commit));
}

function createPull(call: RepositoryCall): Answer {
  const { fields, repository, state } = call;
  const headLabel = fields.requiredString('head');
  const baseBranch = fields.requiredString('base');
  const title = fields.requiredString('title');
  const body = fields.nullableString('body') ?? null;
  const headBranch = branchOfLabel(call, headLabel);
  const headId = headBranch === undefined ? undefined : branchHead(repository, headBranch);
  const baseId = branchHead(repository, baseBranch);
  checkText(title, body);
  if (headBranch === undefined || headId === undefined || baseId === undefined) {
    const field = headId === undefined ? 'head' : 'base';
    throw validationFailed({ resource: 'PullRequest', field, code: 'invalid' });
  }
  checkNoOpenPull(call, headBranch, baseBranch);
  if (commitsBetween(repository.objects, baseId, headId).length === 0) {
    throw customError(`No commits between ${baseBranch} and ${headBranch}`);
  }
  const pull: PullRequest = {
    id: state.nextId('pull'),
    number: repository.nextPullNumber,
    authorLogin: actorLogin(call.actor),
    createdAt: call.now,
    visibleFrom: call.now + state.settings.lag.pullsMs,
    headBranch,
    baseBranch,
    headId,
    baseId,
    title,
    body,
    draft: fields.boolean('draft') ?? false,
    maintainerCanModify: fields.boolean('maintainer_can_modify') ?? false,
    state: 'open',
    closedAt: null,
    updatedAt: call.now,
  };
  repository.nextPullNumber += 1;
  repository.pulls.set(pull.number, pull);
  return changed(201, fullPullView(call, repository, pull), {
    ids: { number: pull.number, pullId: pull.id },
    public: true,
  });
}

function updatePull(call: RepositoryCall): Answer {
  const { fields, repository } = call;
  const pull = pullOf(call);
  const title = fields.string('title') ?? pull.title;
  const body = fields.has('body') ? (fields.nullableString('body') ?? null) : pull.body;
  const state = fields.string('state') ?? pull.state;
  const baseBranch = fields.string('base') ?? pull.baseBranch;
  checkText(title, body);
  if (state !== 'open' && state !== 'closed') {
    throw invalidRequest(`For 'properties/state', "${state}" is not one of open, closed.`);
  }
  if (branchHead(repository, baseBranch) === undefined) {
    throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  }
  if (state === 'open' && pull.state === 'closed') {
    reopen(call, pull);
  }
  Object.assign(pull, { title, body, state, baseBranch, updatedAt: call.now });
  pull.baseId = branchHead(repository, baseBranch) ?? pull.baseId;
  pull.closedAt = state === 'closed' ? (pull.closedAt ?? call.now) : null;
  return changed(200, fullPullView(call, repository, pull), {
    ids: { number: pull.number, pullId: pull.id },
    public: true,
  });
}

function reopen(call: RepositoryCall, pull: PullRequest): void {
  const head = branchHead(call.repository, pull.headBranch);
  if (head === undefined) {
    throw unprocessable('state cannot be changed. The head branch was deleted.');
  }
  checkNoOpenPull(call, pull.headBranch, pull.baseBranch);
  pull.headId = head;
}

function pullOf(call: RepositoryCall): PullRequest {
  const pull = call.repository.pulls.get(Number(call.params['pull_number']));
  if (pull === undefined || (call.request.method === 'GET' && !isReadable(call, pull))) {
    throw notFound();
  }
  return pull;
}

function branchOfLabel(call: RepositoryCall, label: string): string | undefined {
  const colon = label.indexOf(':');
  if (colon === -1) {
    return label;
  }
  const owner = label.slice(0, colon).toLowerCase();
  return owner === call.repository.ownerLogin.toLowerCase() ? label.slice(colon + 1) : undefined;
}

function checkNoOpenPull(call: RepositoryCall, head: string, baseBranch: string): void {
  const taken = [...call.repository.pulls.values()].some(
    (pull) => pull.state === 'open' && pull.headBranch === head && pull.baseBranch === baseBranch,
  );
  if (taken) {
    throw customError(`A pull request already exists for ${call.repository.ownerLogin}:${head}.`);
  }
}

function checkText(title: string, body: string | null): void {
  const errors: FieldError[] = [];
  if (title.trim() === '') {
    errors.push({ resource: 'PullRequest', code: 'missing_field', field: 'title' });
  }
  if ((body ?? '').length > pullBodyCharactersMax) {
    const message = `body is too long (maximum is ${pullBodyCharactersMax} characters)`;
    errors.push({ resource: 'PullRequest', code: 'custom', field: 'body', message });
  }
  if (errors.length > 0) {
    throw validationFailed(...errors);
  }
}

function customError(message: string): Error {
  return validationFailed({ resource: 'PullRequest', code: 'custom', message });
}
