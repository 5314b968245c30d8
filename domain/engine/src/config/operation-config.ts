// SPDX-License-Identifier: Apache-2.0
// What a configuration says of each operation it asks for.
import {
  LIMITS,
  accepted,
  array,
  boolean,
  describeText,
  literal,
  nullable,
  oneOf,
  parseTreePath,
  parsedText,
  refused,
  taggedUnion,
  type Schema,
  type TypeOf,
} from '@marketops/core';
import { mediaTypeSchema } from '../draft/media-type.ts';
import { templateSchema } from '../text/template.ts';
import { configObject, optional, required } from './config-object.ts';
import { filePatternSchema } from './file-pattern.ts';

const operationNamePattern = /^[a-z][a-z0-9-]{0,39}$/;
const titleCharactersMax = LIMITS.titleCharactersMax;
const nameCharactersMax = 250;

/** What the configuration calls an operation, unique within it. */
const operationNameSchema: Schema<string> = parsedText(
  (name) =>
    operationNamePattern.test(name)
      ? accepted(name)
      : refused('', 'lower-case letters, digits and "-", a letter first', describeText(name)),
  { pattern: operationNamePattern.source },
);

/** A path from the root of the project or of the repository. */
export const pathSchema: Schema<string> = parsedText(parseTreePath, {});

const nameVariables = ['version', 'tag', 'date'] as const;
const messageVariables = [
  'version',
  'tag',
  'previousVersion',
  'previousTag',
  'date',
  'commit',
  'repository',
] as const;
const bodyVariables = [...messageVariables, 'notes'] as const;

const nameTemplate = templateSchema(nameVariables, nameCharactersMax);
const titleTemplate = templateSchema(messageVariables, titleCharactersMax);
const messageTemplate = templateSchema(bodyVariables, LIMITS.messageCharactersMax);

const everyOperation = {
  name: required(operationNameSchema, 'What other operations call this one in `after`.'),
  after: optional(
    array(operationNameSchema, 0, LIMITS.planOperationsMax),
    'Operations that must have succeeded before this one begins.',
    [],
  ),
} as const;

const tagRepoConfigSchema = configObject({
  kind: required(literal('tag_repo'), 'Tags the commit that is checked out.'),
  ...everyOperation,
  tag: optional(nameTemplate, 'The name of the tag.', '{tag}'),
  message: optional(messageTemplate, 'What the annotated tag says.', '{tag}\n'),
});

const assetConfigSchema = configObject({
  path: required(filePatternSchema, 'Which of the artifacts; each pattern must find at least one.'),
  mediaType: optional(
    nullable(mediaTypeSchema),
    'What the files are; null to tell by their names.',
    null,
  ),
});

const publishReleaseConfigSchema = configObject({
  kind: required(literal('publish_release'), 'Publishes a release with its files.'),
  ...everyOperation,
  tag: optional(nameTemplate, 'The tag it is published under.', '{tag}'),
  existingTag: optional(
    boolean,
    'Whether the tag must be on GitHub already. A tag that another operation makes needs no mention.',
    false,
  ),
  tagMessage: optional(
    messageTemplate,
    'What the tag says where the release itself makes it.',
    '{tag}\n',
  ),
  title: optional(titleTemplate, 'The title of the release.', '{tag}'),
  body: optional(
    templateSchema(bodyVariables, LIMITS.releaseBodyCharactersMax),
    'The text of the release, in Markdown.',
    '{notes}',
  ),
  prerelease: optional(
    oneOf(['auto', 'always', 'never']),
    'Whether it is marked as a prerelease; `auto` goes by the version.',
    'auto',
  ),
  latest: optional(
    oneOf(['auto', 'always', 'never', 'legacy']),
    'Whether it becomes the latest release; `auto` does so unless it is a prerelease.',
    'auto',
  ),
  assets: optional(array(assetConfigSchema, 0, LIMITS.assetsPerReleaseMax), 'Its files.', []),
  checksums: optional(
    nullable(pathSchema),
    'A file in the form of `sha256sum` that must list every other asset.',
    null,
  ),
  provenance: optional(
    array(pathSchema, 0, LIMITS.planOperationsMax),
    'Attestation files that together must name every other asset by its SHA-256.',
    [],
  ),
});

const fileConfigSchema = configObject({
  from: required(pathSchema, 'A file of the project.'),
  path: required(pathSchema, 'Where it goes in the repository.'),
});

const folderConfigSchema = configObject({
  from: required(pathSchema, 'A folder of the project.'),
  path: required(pathSchema, 'The folder of the repository that its files go to.'),
});

const openPrConfigSchema = configObject({
  kind: required(literal('open_pr'), 'Opens a pull request of one commit.'),
  ...everyOperation,
  base: optional(nullable(nameTemplate), 'Where it goes; null for the default branch.', null),
  branch: required(nameTemplate, 'The new branch that it comes from.'),
  title: required(titleTemplate, 'The title of the pull request.'),
  body: required(
    templateSchema(bodyVariables, LIMITS.pullRequestBodyCharactersMax),
    'The text of the pull request, in Markdown.',
  ),
  message: required(messageTemplate, 'What the commit says.'),
  draft: optional(boolean, 'Whether it is opened as a draft.', false),
  maintainerCanModify: optional(boolean, 'Whether maintainers may push to its branch.', false),
  commitSigning: optional(
    oneOf(['none', 'github']),
    'With `github` GitHub signs the commit, whose id is then not known beforehand.',
    'none',
  ),
  files: optional(array(fileConfigSchema, 0, LIMITS.pullRequestFilesMax), 'Files it writes.', []),
  folders: optional(
    array(folderConfigSchema, 0, LIMITS.pullRequestFilesMax),
    'Folders whose files it writes, with the folders inside them.',
    [],
  ),
  deletes: optional(array(pathSchema, 0, LIMITS.pullRequestFilesMax), 'Paths it deletes.', []),
});

/** A tag to be made. */
export type TagRepoConfig = TypeOf<typeof tagRepoConfigSchema>;
/** A release to be published. */
export type PublishReleaseConfig = TypeOf<typeof publishReleaseConfigSchema>;
/** A pull request to be opened. */
export type OpenPrConfig = TypeOf<typeof openPrConfigSchema>;
/** One operation that a configuration asks for. */
export type OperationConfig = TagRepoConfig | PublishReleaseConfig | OpenPrConfig;

/** One operation that a configuration asks for, told apart by its `kind`. */
export const operationConfigSchema: Schema<OperationConfig> = taggedUnion<OperationConfig>('kind', {
  tag_repo: tagRepoConfigSchema,
  publish_release: publishReleaseConfigSchema,
  open_pr: openPrConfigSchema,
});
