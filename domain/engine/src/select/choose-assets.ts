// SPDX-License-Identifier: Apache-2.0
// Chooses a release's files among the artifacts. Files come in the order of the patterns, then of
// their paths; a file that two patterns take is taken once.
import { refusal } from '@marketops/core';
import { objection, type Objection } from '../check/objection.ts';
import { matchesFilePattern } from '../config/file-pattern.ts';
import type { PublishReleaseConfig } from '../config/operation-config.ts';
import type { FoundFiles } from '../discover/read-files.ts';
import { mediaTypeOf } from '../draft/media-type.ts';
import { draftSubject, type AssetDraft } from '../draft/operation-draft.ts';

/** The files of a release; a pattern that takes none is an objection. */
export function chooseAssets(
  operation: PublishReleaseConfig,
  { artifacts, problems }: FoundFiles,
  objections: Objection[],
): readonly AssetDraft[] {
  const chosen = new Map<string, AssetDraft>();
  for (const { path: pattern, mediaType } of operation.assets) {
    const files = artifacts.filter(({ path }) => matchesFilePattern(pattern, path));
    for (const [path, problem] of problems) {
      if (!matchesFilePattern(pattern, path)) continue;
      objections.push(objection('files_present', [operation.name], problem));
    }
    if (files.length === 0) {
      const details = { expected: `a file ${pattern} among the artifacts`, found: 'none' };
      const why = refusal('project.file_missing', { subject: draftSubject(operation), ...details });
      objections.push(objection('files_present', [operation.name], why));
    }
    for (const file of files) {
      if (chosen.has(file.path)) continue;
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      chosen.set(file.path, { name, mediaType: mediaType ?? mediaTypeOf(name), file });
    }
  }
  return [...chosen.values()];
}
