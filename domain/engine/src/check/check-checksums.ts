// SPDX-License-Identifier: Apache-2.0
// A release's checksums file describes exactly the files that are released beside it.
import { refusal, visibleText, type Refusal } from '@marketops/core';
import type { SourceFile } from '../discover/read-files.ts';
import type { AssetDraft, ReleaseDraft } from '../draft/operation-draft.ts';
import type { CheckContext } from './check-context.ts';
import { readChecksums } from './checksums-file.ts';
import { objection, type CheckOutcome } from './objection.ts';

/** Objects to files that the checksums file does not describe, or describes otherwise. */
export function checkChecksums({ selection }: CheckContext): CheckOutcome {
  const releases = selection.drafts.flatMap((draft) =>
    draft.kind === 'publish_release' && draft.checksums !== null ? [draft] : [],
  );
  return {
    check: 'checksums',
    configured: releases.length > 0,
    expected: 'the digest of every other file, and of no more',
    found: 'just these',
    objections: releases.flatMap((release) =>
      checksumProblems(release, selection.discovery.files).map((why) =>
        objection('checksums', [release.name], why),
      ),
    ),
  };
}

function checksumProblems(
  release: ReleaseDraft,
  files: CheckContext['selection']['discovery']['files'],
): readonly Refusal[] {
  const path = release.checksums ?? '';
  const problem = files.problems.get(path);
  if (problem !== undefined) return [problem];
  const source = files.sources.get(path);
  if (source === undefined) {
    const details = { expected: 'a checksums file', found: 'none' };
    return [refusal('project.file_missing', { subject: path, ...details })];
  }
  return compareChecksums(release, source);
}

function compareChecksums(release: ReleaseDraft, source: SourceFile): readonly Refusal[] {
  const listed = readChecksums(source.bytes);
  if (!listed.ok) {
    const { path, expected, found } = listed.problem;
    const subject = `${source.path}${path.replace('/', ':')}`;
    return [refusal('checksum.malformed', { subject, expected, found })];
  }
  const exempt = new Set([source.path, ...release.provenance]);
  const described = release.assets.filter(({ file }) => !exempt.has(file.path));
  const names = new Set(release.assets.map(({ name }) => name));
  const unmatched = [...listed.value.keys()].filter((name) => !names.has(name));
  return [
    ...changedSince(release, source),
    ...described.flatMap((asset) => compareOne(asset, listed.value.get(asset.name), source.path)),
    ...unmatched.map((name) =>
      refusal('checksum.unmatched', {
        subject: `${source.path}, ${visibleText(name)}`,
        expected: 'the name of a file of the release',
        found: 'no such file',
      }),
    ),
  ];
}

function compareOne(
  { name, file }: AssetDraft,
  listed: string | undefined,
  source: string,
): readonly Refusal[] {
  if (listed === file.sha256) return [];
  const subject = visibleText(file.path);
  if (listed === undefined) {
    const details = { expected: `a line for ${visibleText(name)} in ${source}`, found: 'none' };
    return [refusal('checksum.missing', { subject, ...details })];
  }
  const expected = `SHA-256 ${listed}, as ${source} says`;
  return [refusal('checksum.mismatch', { subject, expected, found: file.sha256 })];
}

/** The checksums file is itself released: what was compared must be what is published. */
function changedSince({ assets }: ReleaseDraft, source: SourceFile): readonly Refusal[] {
  const asset = assets.find(({ file }) => file.path === source.path);
  if (asset === undefined || asset.file.sha256 === source.sha256) return [];
  const details = { expected: asset.file.sha256, found: source.sha256 };
  return [refusal('project.file_changed', { subject: source.path, ...details })];
}
