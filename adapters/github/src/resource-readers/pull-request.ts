// SPDX-License-Identifier: Apache-2.0
// Pull requests and the files they change.
import type { BodyReader, GitHubPullRequest, GitHubPullRequestFile } from '@marketops/core';
import { objectReader } from './fields.ts';

/** Reads a pull request, as a list or its own address shows it. */
export const readPullRequest: BodyReader<GitHubPullRequest> = objectReader((fields) => ({
  number: fields.id('number'),
  state: fields.text('state'),
  // Lists leave `merged` out and say when it was merged.
  merged: fields.flagOrFalse('merged') || fields.textOrNull('merged_at') !== null,
  title: fields.text('title'),
  body: fields.textOrNull('body'),
  draft: fields.flagOrFalse('draft'),
  ...fields.object('head', (head) => ({
    headRef: head.text('ref'),
    headOid: head.oid('sha'),
    // A deleted fork leaves null.
    headRepositoryId: head.objectOrNull('repo', (repository) => repository.id('id')),
  })),
  ...fields.object('base', (base) => ({ baseRef: base.text('ref'), baseOid: base.oid('sha') })),
  authorId: fields.objectOrNull('user', (user) => user.id('id')),
  htmlUrl: fields.link('html_url'),
}));

/** Reads one changed file. */
export const readPullRequestFile: BodyReader<GitHubPullRequestFile> = objectReader((fields) => ({
  path: fields.text('filename'),
  status: fields.text('status'),
  oid: fields.textOrNull('sha'),
}));
