// SPDX-License-Identifier: Apache-2.0
// Tree objects: made from entries on top of an optional base tree.

import { notFound, unprocessable } from '../api/api-refusal.ts';
import { type Answer, changed, ok } from '../api/answer.ts';
import { RequestFields } from '../api/request-fields.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { peelToCommit } from '../git/history.ts';
import { editTree, MissingTreePathError, type TreeEdit } from '../git/tree-edit.ts';
import { listTree, objectTypeOfMode, parseTreeMode } from '../git/tree-object.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isWorkflowPath } from '../state/workflow-change.ts';
import { treeEntryView } from '../view/git-view.ts';
import { repositoryUrl } from '../view/repository-view.ts';
import { reads, writes } from './repository-rights.ts';
import { requireWorkflows } from './require-workflows.ts';

/** The routes for tree objects. */
export const gitTreeRoutes: readonly RepositoryRoute[] = [
  {
    ...reads('contents'),
    template: '/repos/{owner}/{repo}/git/trees/{tree_sha}',
    docs: 'git/trees#get-a-tree',
    handle: getTree,
  },
  {
    ...writes('contents'),
    method: 'POST',
    template: '/repos/{owner}/{repo}/git/trees',
    docs: 'git/trees#create-a-tree',
    handle: createTree,
  },
];

function getTree(call: RepositoryCall): Answer {
  const { objects, refs } = call.repository;
  const wanted = call.params['tree_sha'] ?? '';
  const named = refs.get(`refs/heads/${wanted}`)?.id ?? refs.get(`refs/tags/${wanted}`)?.id;
  const id = objects.has(wanted, 'tree')
    ? wanted
    : peelToCommit(objects, named ?? wanted)?.commit.tree;
  if (id === undefined) {
    throw notFound();
  }
  return ok(treeView(call, id, call.request.query.has('recursive')));
}

function createTree(call: RepositoryCall): Answer {
  const { fields, repository } = call;
  const base = fields.string('base_tree');
  const entries = fields.list('tree');
  if (entries === undefined) {
    throw unprocessable('Invalid tree info');
  }
  const baseTree = base === undefined ? null : resolveBase(call, base);
  const edits = entries.map((entry) => readEdit(call, entry));
  if (edits.some((edit) => isWorkflowPath(edit.path))) {
    requireWorkflows(call);
  }
  try {
    const id = editTree(repository.objects, baseTree, edits);
    return changed(201, treeView(call, id, false), { ids: { sha: id }, public: false });
  } catch (error) {
    if (error instanceof MissingTreePathError) {
      throw unprocessable('GitRPC::BadObjectState');
    }
    throw error;
  }
}

function resolveBase(call: RepositoryCall, base: string): string {
  const tree = call.repository.objects.has(base, 'tree')
    ? base
    : peelToCommit(call.repository.objects, base)?.commit.tree;
  if (tree === undefined) {
    throw notFound();
  }
  return tree;
}

function readEdit(call: RepositoryCall, entry: Json): TreeEdit {
  if (!isJsonObject(entry)) {
    throw unprocessable('Invalid tree info');
  }
  const fields = new RequestFields(entry);
  const path = fields.requiredString('path');
  const mode = parseTreeMode(fields.string('mode') ?? '100644');
  const content = fields.string('content');
  const given = fields.nullableString('sha');
  if (mode === undefined) {
    throw unprocessable('tree.mode must be one of 040000, 100644, 100755, 120000, 160000');
  }
  if (!isTreePath(path)) {
    throw unprocessable('tree.path contains a malformed path component');
  }
  if (content !== undefined && typeof given === 'string') {
    throw unprocessable('Must supply either tree.sha or tree.content, not both');
  }
  if (content !== undefined) {
    const id = call.repository.objects.put('blob', Buffer.from(content, 'utf8'));
    return { path, mode, id };
  }
  if (given === undefined) {
    throw unprocessable('Must supply either tree.sha or tree.content');
  }
  const type = objectTypeOfMode(mode);
  if (given !== null && type !== 'commit' && !call.repository.objects.has(given, type)) {
    throw unprocessable(`tree.sha ${given} is not a valid ${type}`);
  }
  return { path, mode, id: given };
}

function treeView(call: RepositoryCall, id: string, recursive: boolean): JsonObject {
  const entries = listTree(call.repository.objects, id, recursive);
  return {
    sha: id,
    url: `${repositoryUrl(call.repository, call.origins)}/git/trees/${id}`,
    tree: entries.map((entry) => treeEntryView(call, call.repository, entry)),
    truncated: false,
  };
}

function isTreePath(path: string): boolean {
  return (
    path !== '' &&
    !path.includes('\0') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part !== '.git')
  );
}
