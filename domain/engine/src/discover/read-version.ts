// SPDX-License-Identifier: Apache-2.0
// Reads the version that is being published, and the versions that are tagged.
import {
  JSON_LIMITS_DEFAULT,
  describeValue,
  isJsonObject,
  parseStrictJson,
  refusal,
  utf8Decode,
  visibleText,
  type Refusal,
} from '@marketops/core';
import type { ProjectConfig } from '../config/project-config.ts';
import type { HistoryTag, Reading } from '../port/project-facts.ts';
import type { ProjectReader } from '../port/project-reader.ts';
import { parseSemanticVersion, type SemanticVersion } from '../version/semantic-version.ts';

/** Bytes of a version file at most. */
const versionFileBytesMax = 1_048_576;

/** The version as its file says it, with the file's bytes. */
export interface VersionFile {
  readonly version: SemanticVersion;
  readonly bytes: Uint8Array;
}

/** Reads the version from the member `version` of a JSON file, or from a text of nothing else. */
export async function readVersionFile(
  project: ProjectReader,
  { file }: ProjectConfig['version'],
): Promise<Reading<VersionFile>> {
  const content = await project.bytes(file, versionFileBytesMax);
  if (!content.ok) return content;
  const { bytes } = content.value;
  const text = file.endsWith('.json') ? versionMember(bytes, file) : wholeText(bytes, file);
  if (!text.ok) return text;
  const version = parseSemanticVersion(text.value);
  if (version.ok) return { ok: true, value: { version: version.value, bytes } };
  const { expected, found } = version.problem;
  return refuse('version.invalid', { subject: file, expected, found: visibleText(found) });
}

function versionMember(bytes: Uint8Array, file: string): Reading<string> {
  const json = parseStrictJson(bytes, JSON_LIMITS_DEFAULT);
  if (!json.ok) {
    const { path, expected, found } = json.problem;
    return refuse('version.unreadable', { subject: `${file} ${path}`.trim(), expected, found });
  }
  const version = isJsonObject(json.value) ? json.value['version'] : undefined;
  if (typeof version === 'string') return { ok: true, value: version };
  const expected = 'a member "version" with a text';
  return refuse('version.unreadable', { subject: file, expected, found: describeValue(version) });
}

function wholeText(bytes: Uint8Array, file: string): Reading<string> {
  const text = utf8Decode(bytes);
  if (text.ok) return { ok: true, value: text.value.trim() };
  const { expected, found } = text.problem;
  return refuse('version.unreadable', { subject: file, expected, found });
}

function refuse(
  code: 'version.invalid' | 'version.unreadable',
  details: Omit<Refusal, 'code'>,
): Reading<never> {
  return { ok: false, refusal: refusal(code, details) };
}

/** A version and the tag that says it. */
export interface TaggedVersion {
  readonly version: SemanticVersion;
  readonly tag: HistoryTag;
}

/** The tags that say a version by the configured template; all others are none of our business. */
export function taggedVersions(
  tags: readonly HistoryTag[],
  { tag: template }: ProjectConfig['version'],
): readonly TaggedVersion[] {
  const [before = '', after = ''] = template
    .split('{version}')
    .map((part) => part.replaceAll('{{', '{').replaceAll('}}', '}'));
  return tags.flatMap((tag) => {
    if (!tag.name.startsWith(before) || !tag.name.endsWith(after)) return [];
    const text = tag.name.slice(before.length, tag.name.length - after.length);
    const version = parseSemanticVersion(text);
    return version.ok ? [{ version: version.value, tag }] : [];
  });
}
