// SPDX-License-Identifier: Apache-2.0
// The writes of the scripted GitHub, with the refusals that GitHub gives.
import {
  annotatedTagId,
  blobId,
  commitId,
  instantFromMs,
  type GitHubCommit,
  type GitHubReply,
} from '@marketops/core';
import type { CommitRequest, GitHubWriter } from '@marketops/publisher';
import { flatTreeId } from './flat-trees.ts';
import { answered, failedReply, unprocessable } from './github-script.ts';
import type { ScriptedGitHubState } from './scripted-github-state.ts';
import type { MakeCall } from './scripted-github.ts';
import { releaseWrites } from './scripted-release-writes.ts';

/** The writing half of a session. */
export function sessionWrites(state: ScriptedGitHubState, call: MakeCall): GitHubWriter {
  const write = <T>(
    name: string,
    about: string,
    work: () => GitHubReply<T>,
  ): Promise<GitHubReply<T>> => call({ name, nature: 'write', about }, work);
  return {
    ...releaseWrites(state, write),
    ...objectWrites(state, write),
    createRef: (ref, oid) =>
      write('createRef', ref, () => {
        if (state.refs.has(ref)) return unprocessable('Reference already exists');
        state.refs.set(ref, oid);
        return answered({ ref, oid, objectType: 'commit' }, 'createRef');
      }),
    deleteBranch: (branch) =>
      write('deleteBranch', branch, () => {
        const ref = `refs/heads/${branch}`;
        if (!state.refs.delete(ref)) return unprocessable('Reference does not exist');
        for (const [number, pull] of state.pulls) {
          if (pull.headRef === branch) state.pulls.set(number, { ...pull, state: 'closed' });
        }
        return answered(null, 'deleteBranch');
      }),
    createPullRequest: (fields) =>
      write('createPullRequest', fields.head, () => {
        const headOid = state.refs.get(`refs/heads/${fields.head}`);
        const baseOid = state.refs.get(`refs/heads/${fields.base}`);
        if (headOid === undefined || baseOid === undefined) {
          const error = { resource: 'PullRequest', code: 'invalid', field: 'head' };
          return unprocessable('Validation Failed', error);
        }
        const taken = [...state.pulls.values()].some(
          (pull) => pull.state === 'open' && pull.headRef === fields.head,
        );
        if (taken) return unprocessable(`A pull request already exists for acme:${fields.head}.`);
        const number = state.nextId();
        const pull = {
          number,
          state: 'open',
          merged: false,
          title: fields.title,
          body: fields.body,
          draft: fields.draft,
          headRef: fields.head,
          headOid,
          headRepositoryId: state.repository.repositoryId,
          baseRef: fields.base,
          baseOid,
          authorId: state.actorId,
          htmlUrl: `https://github.example/acme/lantern/pull/${number}`,
        };
        state.pulls.set(number, pull);
        return answered(pull, 'createPullRequest');
      }),
  };
}

type Write = <T>(
  name: string,
  about: string,
  work: () => GitHubReply<T>,
) => Promise<GitHubReply<T>>;

function objectWrites(
  state: ScriptedGitHubState,
  write: Write,
): Pick<GitHubWriter, 'createTagObject' | 'createBlob' | 'createTree' | 'createCommit'> {
  return {
    createTagObject: (tag) =>
      write('createTagObject', tag.tagName, () => {
        const oid = annotatedTagId(tag);
        const { tagName, message, object: targetOid, objectType: targetType } = tag;
        const held = { oid, tagName, message, targetOid, targetType };
        state.tagObjects.set(oid, held);
        return answered(held, 'createTagObject');
      }),
    createBlob: (content) =>
      write('createBlob', blobId(content), () => {
        state.blobs.add(blobId(content));
        return answered(blobId(content), 'createBlob');
      }),
    createTree: (baseTree, changes) =>
      write('createTree', baseTree, () => {
        const base = state.trees.get(baseTree);
        if (base === undefined) return failedReply({ status: 404, message: 'Not Found' });
        const files = new Map(base);
        for (const { path, mode, blobOid } of changes) {
          if (blobOid === null) files.delete(path);
          else files.set(path, { mode, oid: blobOid });
        }
        const oid = flatTreeId(files);
        state.trees.set(oid, files);
        return answered({ oid, entries: [], truncated: false }, 'createTree');
      }),
    createCommit: (request) =>
      write('createCommit', request.tree, () => {
        const commit = commitOf(state, request);
        state.commits.set(commit.oid, commit);
        return answered(commit, 'createCommit');
      }),
  };
}

/** A commit as asked for; one that GitHub signs has GitHub's own author, at its own time. */
function commitOf(state: ScriptedGitHubState, request: CommitRequest): GitHubCommit {
  const { tree, parents, message } = request;
  const github = {
    name: 'GitHub',
    email: 'noreply@github.example',
    date: instantFromMs(1_700_000_000_000 + state.nextId() * 1_000),
  };
  const oid = commitId({
    tree,
    parents,
    message,
    author: request.author ?? github,
    committer: request.committer ?? github,
  });
  return { oid, treeOid: tree, parentOids: parents, message };
}
