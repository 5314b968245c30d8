// SPDX-License-Identifier: Apache-2.0
// `marketops.yaml`: what a project publishes. One declaration gives the type, the total parser and
// the JSON Schema that editors use.
import {
  LIMITS,
  array,
  boolean,
  describeText,
  literal,
  nullable,
  oneOf,
  accepted,
  parsePersonEmail,
  parsePersonName,
  parsedText,
  refused,
  repositoryNameSchema,
  type Parsed,
  type Schema,
  type TypeOf,
} from '@marketops/core';
import { templateSchema } from '../text/template.ts';
import { configObject, optional, required } from './config-object.ts';
import { filePatternSchema } from './file-pattern.ts';
import { operationConfigSchema, pathSchema } from './operation-config.ts';

const tagTemplateCharactersMax = 100;
const artifactPatternsMax = 100;
const tagTemplate = templateSchema(['version'], tagTemplateCharactersMax);

const versionConfigSchema = configObject({
  file: required(
    pathSchema,
    'The file that says the version: JSON with a member `version`, or a text of nothing else.',
  ),
  tag: optional(
    {
      jsonSchema: tagTemplate.jsonSchema,
      parse: (value, path) => {
        const parsed = tagTemplate.parse(value, path);
        if (!parsed.ok || parsed.value.split('{version}').length === 2) return parsed;
        return refused(path, 'a template with {version} exactly once', describeText(parsed.value));
      },
    } satisfies Schema<string>,
    'How the version is written as the name of a tag.',
    'v{version}',
  ),
  backport: optional(
    boolean,
    'Whether the version may be older than the newest one that is tagged.',
    false,
  ),
});

const notesConfigSchema = configObject({
  source: required(
    oneOf(['keep_a_changelog', 'conventional_commits']),
    'Where {notes} come from: a changelog file, or the commits since the previous tag.',
  ),
  file: optional(pathSchema, 'The changelog, where it is the source.', 'CHANGELOG.md'),
});

const authorConfigSchema = configObject({
  name: required(parsedText(parsePersonName, {}), 'Who git says made the tag or commit.'),
  email: required(parsedText(parsePersonEmail, {}), 'Their address.'),
});

const configShape = configObject({
  schema: required(literal('urn:marketops:config:v1'), 'The format of this file.'),
  repository: required(repositoryNameSchema, 'OWNER/NAME on GitHub.'),
  version: required(versionConfigSchema, 'What is being published.'),
  notes: optional(nullable(notesConfigSchema), 'Where {notes} come from; null for none.', null),
  author: required(authorConfigSchema, 'Who git says made tags and commits.'),
  uncommitted: optional(
    oneOf(['refused', 'allowed']),
    'Whether files may differ from the commit that is published.',
    'refused',
  ),
  artifacts: optional(
    array(filePatternSchema, 0, artifactPatternsMax),
    'Where release files are looked for. What is found and taken by no operation is reported.',
    [],
  ),
  operations: required(
    array(operationConfigSchema, 1, LIMITS.planOperationsMax),
    'What is published, in this order.',
  ),
});

/** What a project publishes. */
export type ProjectConfig = TypeOf<typeof configShape>;

/** The configuration: closed, and consistent in its names and its order. */
export const projectConfigSchema: Schema<ProjectConfig> = {
  jsonSchema: configShape.jsonSchema,
  parse: (value, path) => {
    const parsed = configShape.parse(value, path);
    return parsed.ok ? checkOperations(parsed.value, path) : parsed;
  },
};

/** Names once, and `after` only of operations that stand before: the order is that of the file. */
function checkOperations(config: ProjectConfig, path: string): Parsed<ProjectConfig> {
  const earlier = new Set<string>();
  for (const [index, operation] of config.operations.entries()) {
    const where = `${path}/operations/${index}`;
    if (earlier.has(operation.name)) {
      return refused(`${where}/name`, 'names that differ', `${describeText(operation.name)} twice`);
    }
    const unmet = operation.after.findIndex((name) => !earlier.has(name));
    if (unmet >= 0) {
      const found = describeText(operation.after[unmet] ?? '');
      return refused(`${where}/after/${unmet}`, 'an operation that stands before this one', found);
    }
    if (operation.kind === 'open_pr' && fileCount(operation) === 0) {
      return refused(where, 'files, folders or deletes', 'a pull request that changes nothing');
    }
    earlier.add(operation.name);
  }
  return accepted(config);
}

function fileCount(operation: {
  readonly files: readonly unknown[];
  readonly folders: readonly unknown[];
  readonly deletes: readonly unknown[];
}): number {
  return operation.files.length + operation.folders.length + operation.deletes.length;
}
