// SPDX-License-Identifier: Apache-2.0
// One operation as people read it: everything that GitHub will show, with hidden characters made
// visible. What an approver reads here is rendered from the very bytes that are signed.
import {
  type Asset,
  type ChangedFile,
  type OpenPrOperation,
  type Operation,
  type PublishReleaseOperation,
  type TagRepoOperation,
} from '@marketops/core';
import { visibleText } from '@marketops/core';

/** The lines of one operation, its heading first. */
export function operationLines(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'tag_repo':
      return tagLines(operation);
    case 'publish_release':
      return releaseLines(operation);
    case 'open_pr':
      return pullRequestLines(operation);
  }
}

function tagLines({ tag }: TagRepoOperation): readonly string[] {
  return [
    `tag_repo ${tag.name}`,
    `  tag object ${tag.oid}`,
    `  on commit  ${tag.targetCommit}`,
    `  tagger     ${visibleText(tag.annotation.tagger.name)} <${tag.annotation.tagger.email}> ${tag.annotation.tagger.date}`,
    ...textBlock('message', tag.annotation.message),
  ];
}

function releaseLines(release: PublishReleaseOperation): readonly string[] {
  const flags = [
    release.prerelease ? 'prerelease' : 'release',
    `latest: ${release.makeLatest}`,
  ].join(', ');
  return [
    `publish_release ${release.tag.name}`,
    `  title      ${visibleText(release.name)}`,
    `  ${flags}`,
    `  under tag  ${release.tag.oid}${release.tag.mustExist ? ' (must exist)' : ''}`,
    `  on commit  ${release.tag.targetCommit}`,
    ...release.assets.map(assetLine),
    ...textBlock('body', release.body),
  ];
}

function assetLine({ name, size, sha256, mediaType }: Asset): string {
  return `  asset      ${name}  ${size} bytes  sha256 ${sha256}  ${mediaType}`;
}

function pullRequestLines(request: OpenPrOperation): readonly string[] {
  const { base, head, commit } = request;
  return [
    `open_pr ${head.branch} → ${base.branch}`,
    `  title      ${visibleText(request.title)}${request.draft ? ' (draft)' : ''}`,
    `  on commit  ${base.commit}`,
    `  commit     ${commit.oid ?? `tree ${commit.tree}, signed by GitHub`}`,
    `  author     ${visibleText(commit.author.name)} <${commit.author.email}> ${commit.author.date}`,
    ...request.files.map(fileLine),
    ...textBlock('message', commit.message),
    ...textBlock('body', request.body),
  ];
}

function fileLine(file: ChangedFile): string {
  return file.change === 'delete'
    ? `  deletes    ${file.path}`
    : `  writes     ${file.path}  ${file.size} bytes  sha256 ${file.sha256}`;
}

function textBlock(label: string, content: string): readonly string[] {
  const lines = visibleText(content).replace(/\n$/, '').split('\n');
  return lines.map(
    (line, index) => `  ${index === 0 ? label.padEnd(10) : ' '.repeat(10)} | ${line}`,
  );
}
