// SPDX-License-Identifier: Apache-2.0
// What must agree inside one operation: git object ids with the content they name, unique names, a
// release's flags, and the marker with the operation's own id. An approver signs ids that follow from
// what is shown.
import { annotatedTagId, commitId } from '../git/objects.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import type { OpenPrOperation } from './open-pr.ts';
import { operationMarker } from './marker.ts';
import type { Operation } from './operation.ts';
import type { PublishReleaseOperation } from './publish-release.ts';
import type { ReleaseTag, TagRepoOperation } from './tag-repo.ts';

/** Accepts an operation that agrees with itself; `path` is where it stands in its document. */
export function checkOperationConsistency(operation: Operation, path: string): Parsed<Operation> {
  switch (operation.kind) {
    case 'tag_repo':
      return checkTag(operation, path);
    case 'publish_release':
      return checkRelease(operation, path);
    case 'open_pr':
      return checkPullRequest(operation, path);
  }
}

function checkTag(operation: TagRepoOperation, path: string): Parsed<TagRepoOperation> {
  const oid = tagObjectId(operation.tag);
  return oid === operation.tag.oid
    ? accepted(operation)
    : refused(`${path}/tag/oid`, `${oid}, the id of this tag object`, operation.tag.oid);
}

function checkRelease(
  operation: PublishReleaseOperation,
  path: string,
): Parsed<PublishReleaseOperation> {
  const expectedOid = releaseTagOid(operation.tag);
  if (expectedOid !== operation.tag.oid) {
    return refused(`${path}/tag/oid`, `${expectedOid}, from the tag's content`, operation.tag.oid);
  }
  if (operation.prerelease && operation.makeLatest === 'true') {
    const expected = '"false" or "legacy": GitHub makes no prerelease the latest';
    return refused(`${path}/makeLatest`, expected, '"true"');
  }
  const seen = new Set<string>();
  for (const [index, asset] of operation.assets.entries()) {
    const folded = asset.name.toLowerCase();
    if (seen.has(folded)) {
      return refused(`${path}/assets/${index}/name`, 'asset names that differ', asset.name);
    }
    seen.add(folded);
  }
  return checkMarker(operation, path);
}

function checkPullRequest(operation: OpenPrOperation, path: string): Parsed<OpenPrOperation> {
  const { commit, base, commitSigning } = operation;
  const expectedOid =
    commitSigning === 'github'
      ? null
      : commitId({
          tree: commit.tree,
          parents: [base.commit],
          author: commit.author,
          committer: commit.committer,
          message: commit.message,
        });
  if (expectedOid !== commit.oid) {
    return refused(`${path}/commit/oid`, String(expectedOid), String(commit.oid));
  }
  const paths = new Set(operation.files.map((file) => file.path));
  if (paths.size !== operation.files.length) {
    return refused(`${path}/files`, 'each path once', 'a path twice');
  }
  if (operation.head.branch === operation.base.branch) {
    return refused(`${path}/head/branch`, 'another branch than the base', operation.head.branch);
  }
  return checkMarker(operation, path);
}

function checkMarker<T extends PublishReleaseOperation | OpenPrOperation>(
  operation: T,
  path: string,
): Parsed<T> {
  const marker = operationMarker(operation.operationId);
  return operation.body.endsWith(marker)
    ? accepted(operation)
    : refused(`${path}/body`, `a body that ends in ${marker}`, 'another ending');
}

function tagObjectId(tag: TagRepoOperation['tag']): string {
  return annotatedTagId({
    object: tag.targetCommit,
    objectType: 'commit',
    tagName: tag.name,
    tagger: tag.annotation.tagger,
    message: tag.annotation.message,
  });
}

function releaseTagOid(tag: ReleaseTag): string {
  if (tag.annotation !== null) return tagObjectId({ ...tag, annotation: tag.annotation });
  return tag.mustExist ? tag.oid : tag.targetCommit;
}
