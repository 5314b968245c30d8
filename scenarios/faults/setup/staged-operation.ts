// SPDX-License-Identifier: Apache-2.0
// One complete operation of each kind on the base repository, with the bytes that its digests name.
import { createHash } from 'node:crypto';
import {
  annotatedTagId,
  blobId,
  commitId,
  operationIds,
  operationMarker,
  parseOperation,
  parseTagName,
  treeId,
  utf8Encode,
  parseSha256Digest,
  type Entropy,
  type Operation,
  type OperationId,
  type OperationKind,
  type Sha256Digest,
} from '@marketops/core';
import { must } from '@marketops/testkit';
import { baseAuthor, type BaseRepository } from './base-repository.ts';

/** Bytes behind a digest: in memory, or in a file that stays where it is. */
export type StagedContent = { readonly sha256: Sha256Digest; readonly size: number } & (
  | { readonly bytes: Uint8Array }
  | { readonly location: string }
);

/** A file of a release with its name. */
export interface StagedAsset {
  readonly name: string;
  readonly content: StagedContent;
}

/** An operation and everything that it sends. */
export interface StagedOperation {
  readonly operation: Operation;
  readonly contents: readonly StagedContent[];
}

/** What a staged operation is made from. */
export interface Staging {
  readonly kind: OperationKind;
  readonly base: BaseRepository;
  readonly entropy: Entropy;
  /** Sets the names of tags and branches apart where there are several operations of a kind. */
  readonly serial: number;
  /** The files of a release; three small ones unless given. */
  readonly assets?: readonly StagedAsset[];
}

/** Makes an operation. */
export function stageOperation(staging: Staging): StagedOperation {
  const operationId = operationIds.from(staging.entropy.bytes(16));
  switch (staging.kind) {
    case 'tag_repo':
      return stageTag(staging, operationId);
    case 'publish_release':
      return stageRelease(staging, operationId);
    case 'open_pr':
      return stagePullRequest(staging, operationId);
  }
}

/** Content of some bytes. */
function contentOf(bytes: Uint8Array): StagedContent & { readonly bytes: Uint8Array } {
  const sha256 = must(parseSha256Digest(createHash('sha256').update(bytes).digest('hex')));
  return { sha256, size: bytes.length, bytes };
}

const assetSizes = [
  ['lantern-linux.tar.gz', 98_304],
  ['lantern-macos.tar.gz', 65_537],
  ['SHA256SUMS', 160],
] as const;

/** The three files of a release where no others are asked for. */
export function smallAssets(entropy: Entropy): readonly StagedAsset[] {
  return assetSizes.map(([name, size]) => ({ name, content: contentOf(entropy.bytes(size)) }));
}

function stageTag({ base, serial }: Staging, operationId: OperationId): StagedOperation {
  const operation = must(
    parseOperation({
      kind: 'tag_repo',
      operationId,
      repository: { ...base.identity },
      tag: annotatedTag(base, `v1.2.${serial}-tagged`),
    }),
  );
  return { operation, contents: [] };
}

function stageRelease(staging: Staging, operationId: OperationId): StagedOperation {
  const { base, entropy, serial, assets = smallAssets(entropy) } = staging;
  const operation = must(
    parseOperation({
      kind: 'publish_release',
      operationId,
      repository: { ...base.identity },
      tag: { ...annotatedTag(base, `v1.2.${serial}`), mustExist: false },
      name: `Lantern 1.2.${serial}`,
      body: `It shines.\n\n${operationMarker(operationId)}`,
      prerelease: false,
      makeLatest: 'true',
      assets: assets.map(({ name, content: { size, sha256 } }) => ({
        name,
        size,
        sha256,
        mediaType: 'application/octet-stream',
      })),
    }),
  );
  return { operation, contents: assets.map(({ content }) => content) };
}

function stagePullRequest({ base, serial }: Staging, operationId: OperationId): StagedOperation {
  const written = ['install.md', 'usage.md'].map((name) => {
    const content = contentOf(utf8Encode(`# ${name} of 1.2.${serial}\n`));
    return { name, content, blobOid: blobId(content.bytes) };
  });
  const docs = treeId(
    written.map(({ name, blobOid }) => ({ mode: '100644' as const, name, id: blobOid })),
  );
  const readme = blobId(utf8Encode('# Lantern\n'));
  const tree = treeId([
    { mode: '100644', name: 'README.md', id: readme },
    { mode: '40000', name: 'docs', id: docs },
  ]);
  const message = `Document 1.2.${serial}\n`;
  const people = { author: baseAuthor, committer: baseAuthor };
  const oid = commitId({ tree, parents: [base.commit], ...people, message });
  const author = { ...baseAuthor };
  const operation = must(
    parseOperation({
      kind: 'open_pr',
      operationId,
      repository: { ...base.identity },
      base: { branch: 'main', commit: base.commit, tree: base.tree },
      head: { branch: `docs/1.2.${serial}` },
      commitSigning: 'none',
      commit: { oid, tree, message, author, committer: author },
      files: written.map(({ name, content: { size, sha256 }, blobOid }) => ({
        change: 'write',
        path: `docs/${name}`,
        mode: '100644',
        size,
        sha256,
        blobOid,
      })),
      title: `Document 1.2.${serial}`,
      body: `The docs of 1.2.${serial}.\n\n${operationMarker(operationId)}`,
      draft: false,
      maintainerCanModify: false,
    }),
  );
  return { operation, contents: written.map(({ content }) => content) };
}

function annotatedTag({ commit }: BaseRepository, name: string) {
  const message = `Lantern ${name}\n`;
  const oid = annotatedTagId({
    object: commit,
    objectType: 'commit',
    tagName: must(parseTagName(name)),
    tagger: baseAuthor,
    message,
  });
  const annotation = { message, tagger: { ...baseAuthor } };
  return { name, oid, targetCommit: commit, annotation };
}
