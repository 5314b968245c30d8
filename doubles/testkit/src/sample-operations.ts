// SPDX-License-Identifier: Apache-2.0
// One operation of each kind, complete and consistent: git object ids follow from the content.
import {
  annotatedTagId,
  blobId,
  commitId,
  operationIds,
  operationMarker,
  parseOperation,
  sha256Hex,
  treeId,
  utf8Encode,
  parseInstant,
  parseTagName,
  type GitObjectId,
  type JsonObject,
  type Operation,
  type OperationId,
  type OpenPrOperation,
  type PublishReleaseOperation,
  type TagRepoOperation,
} from '@marketops/core';
import { must } from './must.ts';

/** The repository of the samples. */
export const sampleRepository = {
  host: 'github.example',
  ownerId: 1001,
  repositoryId: 2002,
  fullName: 'acme/lantern',
};

const date = must(parseInstant('2026-11-20T10:00:00Z'));
const author = { name: 'Lantern Release', email: 'release@lantern.example', date };
const tagName = must(parseTagName('v1.2.0'));
const tagMessage = 'Lantern 1.2.0\n';

/** The files of the sample release, as text. */
export const sampleAssets = {
  'lantern-1.2.0.txt': 'a lantern, built\n',
  SHA256SUMS: 'digests of the above\n',
} as const;

/** The file that the sample pull request writes. */
export const samplePullRequestFile = { path: 'docs/install.md', text: '# Install 1.2.0\n' };

/** A commit that the samples stand on. */
export const sampleCommit = {
  tree: treeId([]),
  parents: [],
  author,
  committer: author,
  message: 'Begin\n',
};

/** The id of the commit that the samples stand on. */
export const sampleCommitOid = commitId(sampleCommit);

/** The id of the `n`th sample operation. */
export function sampleOperationId(n: number): OperationId {
  return operationIds.from(new Uint8Array(16).fill(n));
}

/** A `tag_repo` of the sample commit. */
export function sampleTagRepo(operationId = sampleOperationId(1)): TagRepoOperation {
  return parsed('tag_repo', {
    kind: 'tag_repo',
    operationId,
    repository: sampleRepository,
    tag: {
      name: tagName,
      oid: sampleTagOid(),
      targetCommit: sampleCommitOid,
      annotation: { message: tagMessage, tagger: author },
    },
  });
}

/** A `publish_release` under the tag that the sample `tag_repo` makes. */
export function samplePublishRelease(operationId = sampleOperationId(2)): PublishReleaseOperation {
  const assets = Object.entries(sampleAssets).map(([name, content]) => ({
    name,
    size: utf8Encode(content).length,
    sha256: sha256Hex(utf8Encode(content)),
    mediaType: 'text/plain',
  }));
  return parsed('publish_release', {
    kind: 'publish_release',
    operationId,
    repository: sampleRepository,
    tag: {
      name: tagName,
      oid: sampleTagOid(),
      targetCommit: sampleCommitOid,
      annotation: null,
      mustExist: true,
    },
    name: 'Lantern 1.2.0',
    body: `It shines.\n\n${operationMarker(operationId)}`,
    prerelease: false,
    makeLatest: 'true',
    assets,
  });
}

/** An `open_pr` that writes one file on the sample commit. */
export function sampleOpenPr(operationId = sampleOperationId(3)): OpenPrOperation {
  const content = utf8Encode(samplePullRequestFile.text);
  const file = blobId(content);
  const docs = treeId([{ mode: '100644', name: 'install.md', id: file }]);
  const tree = treeId([{ mode: '40000', name: 'docs', id: docs }]);
  const message = 'Document 1.2.0\n';
  const commit = { tree, parents: [sampleCommitOid], author, committer: author, message };
  return parsed('open_pr', {
    kind: 'open_pr',
    operationId,
    repository: sampleRepository,
    base: { branch: 'main', commit: sampleCommitOid, tree: sampleCommit.tree },
    head: { branch: 'marketops/docs-1.2.0' },
    commitSigning: 'none',
    commit: { oid: commitId(commit), tree, message, author, committer: author },
    files: [
      {
        change: 'write',
        path: samplePullRequestFile.path,
        mode: '100644',
        size: content.length,
        sha256: sha256Hex(content),
        blobOid: file,
      },
    ],
    title: 'Document 1.2.0',
    body: `The docs of 1.2.0.\n\n${operationMarker(operationId)}`,
    draft: false,
    maintainerCanModify: false,
  });
}

function sampleTagOid(): GitObjectId {
  return annotatedTagId({
    object: sampleCommitOid,
    objectType: 'commit',
    tagName,
    tagger: author,
    message: tagMessage,
  });
}

function parsed<K extends Operation['kind']>(
  kind: K,
  json: JsonObject,
): Extract<Operation, { kind: K }> {
  const operation = must(parseOperation(json));
  if (operation.kind !== kind) throw new TypeError(`${operation.kind} is not ${kind}`);
  return operation as Extract<Operation, { kind: K }>;
}
