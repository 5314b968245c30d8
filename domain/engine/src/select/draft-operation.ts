// SPDX-License-Identifier: Apache-2.0
// Fills one operation's templates and chooses its files. What cannot be filled or found becomes an
// objection, and the draft goes on as far as it can, so that the checks see the rest.
import { refusal, visibleText } from '@marketops/core';
import { objection, type Objection } from '../check/objection.ts';
import type {
  OpenPrConfig,
  OperationConfig,
  PublishReleaseConfig,
  TagRepoConfig,
} from '../config/operation-config.ts';
import {
  draftSubject,
  type OperationDraft,
  type PullRequestDraft,
  type ReleaseDraft,
  type TagDraft,
} from '../draft/operation-draft.ts';
import type { Discovery } from '../stage/discover.ts';
import { renderTemplate, templateVariables, type TemplateValues } from '../text/template.ts';
import { isPrerelease } from '../version/semantic-version.ts';
import { chooseAssets } from './choose-assets.ts';
import { chooseChanges } from './choose-changes.ts';

/** What drafting looks at. */
export interface DraftMaterial {
  readonly discovery: Discovery;
  readonly values: TemplateValues;
  /** The tags that operations of the same configuration make. */
  readonly tagsMade: ReadonlySet<string>;
}

/** Drafts one operation; objections are added to `objections`. */
export function draftOperation(
  operation: OperationConfig,
  material: DraftMaterial,
  objections: Objection[],
): OperationDraft {
  const fill = filler(operation, material.values, objections);
  switch (operation.kind) {
    case 'tag_repo':
      return draftTag(operation, fill);
    case 'publish_release':
      return {
        ...draftRelease(operation, material, fill),
        assets: chooseAssets(operation, material.discovery.files, objections),
      };
    case 'open_pr':
      return {
        ...draftPullRequest(operation, material, fill),
        changes: chooseChanges(operation, material.discovery.files, objections),
      };
  }
}

/** Fills the template of one field; the field's name is for people. */
type Fill = (field: string, template: string) => string;

function filler(operation: OperationConfig, values: TemplateValues, objections: Objection[]): Fill {
  return (field, template) => {
    const rendered = renderTemplate(template, values);
    if (rendered.ok) return rendered.value;
    const { expected, found } = rendered.problem;
    const missing = values.notes === null && templateVariables(template).has('notes');
    const code = missing ? 'notes.missing' : 'text.empty';
    const subject = `${draftSubject(operation)}, ${field}`;
    objections.push(
      objection(
        missing ? 'notes' : 'texts',
        [operation.name],
        refusal(code, { subject, expected, found }),
      ),
    );
    return visibleText(template);
  };
}

function draftTag({ kind, name, after, tag, message }: TagRepoConfig, fill: Fill): TagDraft {
  return { kind, name, after, tagName: fill('tag', tag), message: fill('message', message) };
}

function draftRelease(
  operation: PublishReleaseConfig,
  { discovery, tagsMade }: DraftMaterial,
  fill: Fill,
): Omit<ReleaseDraft, 'assets'> {
  const { kind, name, after, checksums, provenance } = operation;
  const tagName = fill('tag', operation.tag);
  const prerelease =
    operation.prerelease === 'auto'
      ? isPrerelease(discovery.version)
      : operation.prerelease === 'always';
  return {
    kind,
    name,
    after,
    tagName,
    tagOrigin: tagOrigin(operation, tagsMade.has(tagName)),
    tagMessage: fill('tag message', operation.tagMessage),
    title: fill('title', operation.title),
    body: fill('body', operation.body),
    prerelease,
    makeLatest: makeLatest(operation, prerelease),
    checksums,
    provenance,
  };
}

function tagOrigin(
  { existingTag }: PublishReleaseConfig,
  madeByOperation: boolean,
): ReleaseDraft['tagOrigin'] {
  if (madeByOperation) return 'operation';
  return existingTag ? 'existing' : 'release';
}

function makeLatest(
  { latest }: PublishReleaseConfig,
  prerelease: boolean,
): ReleaseDraft['makeLatest'] {
  switch (latest) {
    case 'auto':
      return prerelease ? 'false' : 'true';
    case 'always':
      return 'true';
    case 'never':
      return 'false';
    case 'legacy':
      return 'legacy';
  }
}

function draftPullRequest(
  operation: OpenPrConfig,
  { discovery }: DraftMaterial,
  fill: Fill,
): Omit<PullRequestDraft, 'changes'> {
  const { kind, name, after, draft, maintainerCanModify, commitSigning, base } = operation;
  return {
    kind,
    name,
    after,
    base: base === null ? discovery.reader.defaultBranch : fill('base', base),
    branch: fill('branch', operation.branch),
    title: fill('title', operation.title),
    body: fill('body', operation.body),
    message: fill('message', operation.message),
    draft,
    maintainerCanModify,
    commitSigning,
  };
}
