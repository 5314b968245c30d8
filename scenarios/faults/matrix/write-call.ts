// SPDX-License-Identifier: Apache-2.0
// Every request of each operation that changes something, in the order in which they are sent. The
// removals come only after something else went wrong first; they have to withstand faults as well.
import type { OperationKind } from '@marketops/core';
import type { FaultMatch, FaultRule } from '@marketops/github-emulator';

/** One write of one operation. */
export interface WriteCall {
  readonly operation: OperationKind;
  readonly name: string;
  /** Which requests it is. */
  readonly match: FaultMatch & { readonly method: string; readonly route: string };
  /** The method of the publisher's port that sends it. */
  readonly sender: string;
  /** The file that the call sends is large enough to be cut in the middle. */
  readonly upload: boolean;
  /** What has to go wrong before, so that the call is sent at all. */
  readonly provocation: FaultRule | null;
  /** Whether the provocation ends the operation without success. */
  readonly givenUp: boolean;
}

const repository = '/repos/{owner}/{repo}';
const refs = `${repository}/git/refs`;
const ref = `${repository}/git/refs/{ref}`;
const releases = `${repository}/releases`;
const release = `${releases}/{release_id}`;
const uploads = `${release}/assets`;
const asset = `${releases}/assets/{asset_id}`;
const pulls = `${repository}/pulls`;

type Given = Pick<WriteCall, 'operation' | 'name' | 'match' | 'sender'> & Partial<WriteCall>;

function call(given: Given): WriteCall {
  return { upload: false, provocation: null, givenUp: false, ...given };
}

function post(route: string, nth = 1): WriteCall['match'] {
  return { method: 'POST', route, nth };
}

/** All writes of all operations. */
export const WRITE_CALLS: readonly WriteCall[] = [
  call({
    operation: 'tag_repo',
    name: 'create_tag_object',
    match: post(`${repository}/git/tags`),
    sender: 'createTagObject',
  }),
  call({
    operation: 'tag_repo',
    name: 'create_tag_ref',
    match: post(refs),
    sender: 'createRef',
  }),
  call({
    operation: 'publish_release',
    name: 'create_tag_object',
    match: post(`${repository}/git/tags`),
    sender: 'createTagObject',
  }),
  call({
    operation: 'publish_release',
    name: 'create_draft',
    match: post(releases),
    sender: 'createRelease',
  }),
  call({
    operation: 'publish_release',
    name: 'upload_first',
    match: post(uploads),
    sender: 'uploadAsset',
    upload: true,
  }),
  call({
    operation: 'publish_release',
    name: 'upload_last',
    match: post(uploads, 3),
    sender: 'uploadAsset',
    upload: true,
  }),
  call({
    operation: 'publish_release',
    name: 'create_tag_ref',
    match: post(refs),
    sender: 'createRef',
  }),
  call({
    operation: 'publish_release',
    name: 'publish',
    match: { method: 'PATCH', route: release, nth: 1 },
    sender: 'updateRelease',
  }),
  call({
    operation: 'publish_release',
    name: 'remove_unfinished',
    match: { method: 'DELETE', route: asset, nth: 1 },
    sender: 'deleteAsset',
    provocation: { match: post(uploads, 2), fault: { kind: 'asset_left_starter' } },
  }),
  call({
    operation: 'publish_release',
    name: 'remove_draft',
    match: { method: 'DELETE', route: release, nth: 1 },
    sender: 'deleteRelease',
    provocation: { match: post(uploads, 2), fault: { kind: 'digest_altered', what: 'bytes' } },
    givenUp: true,
  }),
  call({
    operation: 'open_pr',
    name: 'create_blob',
    match: post(`${repository}/git/blobs`),
    sender: 'createBlob',
  }),
  call({
    operation: 'open_pr',
    name: 'create_tree',
    match: post(`${repository}/git/trees`),
    sender: 'createTree',
  }),
  call({
    operation: 'open_pr',
    name: 'create_commit',
    match: post(`${repository}/git/commits`),
    sender: 'createCommit',
  }),
  call({
    operation: 'open_pr',
    name: 'create_branch',
    match: post(refs),
    sender: 'createRef',
  }),
  call({
    operation: 'open_pr',
    name: 'create_pull_request',
    match: post(pulls),
    sender: 'createPullRequest',
  }),
  call({
    operation: 'open_pr',
    name: 'remove_branch',
    match: { method: 'DELETE', route: ref, nth: 1 },
    sender: 'deleteBranch',
    provocation: {
      match: { ...post(pulls), times: Number.POSITIVE_INFINITY },
      fault: {
        kind: 'answer',
        when: 'before_apply',
        status: 403,
        body: '{"message":"Resource not accessible by integration"}',
      },
    },
    givenUp: true,
  }),
];
