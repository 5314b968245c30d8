// SPDX-License-Identifier: Apache-2.0
// Reads what notes are made of: the sections of a changelog, or the commits since the last version.
import {
  digestOfBytes,
  refusal,
  utf8Decode,
  type GitObjectId,
  type Sha256Digest,
} from '@marketops/core';
import type { ProjectConfig } from '../config/project-config.ts';
import { notesFromCommits } from '../notes/conventional-commits.ts';
import { readChangelog, type ChangelogSection } from '../notes/keep-a-changelog.ts';
import type { Reading } from '../port/project-facts.ts';
import type { ProjectReader } from '../port/project-reader.ts';

/** Bytes of a changelog at most. */
const changelogBytesMax = 4_194_304;

/** What notes are made of. */
export type NotesMaterial =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'changelog';
      readonly file: string;
      readonly sha256: Sha256Digest;
      readonly sections: readonly ChangelogSection[];
    }
  | { readonly kind: 'commits'; readonly notes: string; readonly commits: number };

/** Reads the configured source; `since` is the commit of the previous version. */
export async function readNotes(
  project: ProjectReader,
  config: ProjectConfig['notes'],
  since: GitObjectId | null,
): Promise<Reading<NotesMaterial>> {
  if (config === null) return { ok: true, value: { kind: 'none' } };
  if (config.source === 'conventional_commits') {
    const messages = await project.history.messagesSince(since);
    if (!messages.ok) return messages;
    const notes = notesFromCommits(messages.value);
    return { ok: true, value: { kind: 'commits', notes, commits: messages.value.length } };
  }
  const { file } = config;
  const content = await project.bytes(file, changelogBytesMax);
  if (!content.ok) return content;
  const text = utf8Decode(content.value.bytes);
  if (!text.ok) {
    const { expected, found } = text.problem;
    return { ok: false, refusal: refusal('notes.missing', { subject: file, expected, found }) };
  }
  const sha256 = digestOfBytes(content.value.bytes);
  return {
    ok: true,
    value: { kind: 'changelog', file, sha256, sections: readChangelog(text.value) },
  };
}
