// SPDX-License-Identifier: Apache-2.0
// One operation as people read it: everything that GitHub will show, with hidden characters made
// visible. What an approver reads here is rendered from the very bytes that are signed.
import {
  visibleText,
  type Asset,
  type ChangedFile,
  type OpenPrOperation,
  type Operation,
  type PublishReleaseOperation,
  type TagAnnotation,
  type TagRepoOperation,
} from '@marketops/core';
import { printable } from '../face/terminal.ts';

const executableMode = '100755';

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
    `  tagger     ${personText(tag.annotation.tagger)}`,
    ...textBlock('message', tag.annotation.message),
  ];
}

function releaseLines(release: PublishReleaseOperation): readonly string[] {
  const { annotation } = release.tag;
  const flags = [
    release.prerelease ? 'prerelease' : 'release',
    `latest: ${release.makeLatest}`,
  ].join(', ');
  return [
    `publish_release ${release.tag.name}`,
    `  title      ${printable(release.name)}`,
    `  ${flags}`,
    `  under tag  ${release.tag.oid}${release.tag.mustExist ? ' (must exist)' : ''}`,
    `  on commit  ${release.tag.targetCommit}`,
    ...(annotation === null
      ? []
      : [
          `  tagger     ${personText(annotation.tagger)}`,
          ...textBlock('tag text', annotation.message),
        ]),
    ...release.assets.map(assetLine),
    ...textBlock('body', release.body),
  ];
}

function assetLine({ name, size, sha256, mediaType }: Asset): string {
  return `  asset      ${name}  ${size} bytes  sha256 ${sha256}  ${mediaType}`;
}

function pullRequestLines(request: OpenPrOperation): readonly string[] {
  const { base, head, commit } = request;
  const [author, committer] = [personText(commit.author), personText(commit.committer)];
  return [
    `open_pr ${head.branch} → ${base.branch}`,
    `  title      ${printable(request.title)}${request.draft ? ' (draft)' : ''}`,
    `  on commit  ${base.commit}`,
    `  commit     ${commit.oid ?? `tree ${commit.tree}, signed by GitHub`}`,
    `  author     ${author}`,
    ...(committer === author ? [] : [`  committer  ${committer}`]),
    ...(request.maintainerCanModify
      ? ['  whoever can write to the repository may change the branch']
      : []),
    ...request.files.map(fileLine),
    ...textBlock('message', commit.message),
    ...textBlock('body', request.body),
  ];
}

function fileLine(file: ChangedFile): string {
  if (file.change === 'delete') return `  deletes    ${file.path}`;
  const executable = file.mode === executableMode ? ' (executable)' : '';
  return `  writes     ${file.path}${executable}  ${file.size} bytes  sha256 ${file.sha256}`;
}

function personText({ name, email, date }: TagAnnotation['tagger']): string {
  return `${printable(name)} <${printable(email)}> ${date}`;
}

function textBlock(label: string, content: string): readonly string[] {
  const lines = visibleText(content).replace(/\n$/, '').split('\n');
  return lines.map(
    (line, index) => `  ${index === 0 ? label.padEnd(10) : ' '.repeat(10)} | ${line}`,
  );
}
