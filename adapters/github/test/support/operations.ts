// SPDX-License-Identifier: Apache-2.0
// Operations that agree with themselves, made through the parser that the product uses.
import {
  annotatedTagId,
  operationMarker,
  parseBranchName,
  parseGitObjectId,
  parseHostName,
  parseInstant,
  parseOperation,
  parseRepositoryName,
  parseTagName,
  type AnnotatedTagContent,
  type BranchName,
  type GitObjectId,
  type GitPerson,
  type Instant,
  type JsonObject,
  type Operation,
  type OperationId,
  type Parsed,
  type RepositoryIdentity,
  type TagName,
} from '@marketops/core';

/** The value of a parse that must succeed. */
export function must<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  const { path, expected, found } = parsed.problem;
  throw new Error(`${path}: expected ${expected}, found ${found}`);
}

/** An object id of one repeated digit. */
export function oid(digit: string): GitObjectId {
  return must(parseGitObjectId(digit.repeat(40)));
}

/** A tag name. */
export function tagName(text: string): TagName {
  return must(parseTagName(text));
}

/** A branch name. */
export function branchName(text: string): BranchName {
  return must(parseBranchName(text));
}

/** An instant. */
export function instant(text: string): Instant {
  return must(parseInstant(text));
}

/** The repository of every test. */
export function repositoryOn(host: string): RepositoryIdentity {
  return {
    host: must(parseHostName(host)),
    ownerId: 11,
    repositoryId: 42,
    fullName: must(parseRepositoryName('octo-org/hello-world')),
  };
}

/** Who tags. */
export const alice: GitPerson = {
  name: 'Alice',
  email: 'alice@example.com',
  date: instant('2026-11-23T05:00:00Z'),
};

/** The tag of `tagOperation`. */
export const approvedTag: AnnotatedTagContent = {
  object: oid('a'),
  objectType: 'commit',
  tagName: tagName('v1.0.0'),
  tagger: alice,
  message: 'Version 1.0.0\n',
};

const repositoryJson = (host: string): JsonObject => ({ ...repositoryOn(host) });

/** An operation that tags. */
export function tagOperation(host: string): Operation {
  return must(
    parseOperation({
      kind: 'tag_repo',
      operationId: `op_${'1'.repeat(32)}`,
      repository: repositoryJson(host),
      tag: {
        name: approvedTag.tagName,
        oid: annotatedTagId(approvedTag),
        targetCommit: approvedTag.object,
        annotation: { message: approvedTag.message, tagger: { ...alice } },
      },
    }),
  );
}

/** An operation that opens a pull request with one file at `path`. */
export function pullRequestOperation(host: string, path: string): Operation {
  const operationId = `op_${'2'.repeat(32)}`;
  return must(
    parseOperation({
      kind: 'open_pr',
      operationId,
      repository: repositoryJson(host),
      base: { branch: 'main', commit: oid('b'), tree: oid('c') },
      head: { branch: 'docs/changes' },
      commitSigning: 'github',
      commit: {
        oid: null,
        tree: oid('d'),
        message: 'Change the docs\n',
        author: { ...alice },
        committer: { ...alice },
      },
      files: [{ change: 'delete', path }],
      title: 'Change the docs',
      body: `Changed.\n\n${operationMarker(operationId as OperationId)}`,
      draft: false,
      maintainerCanModify: true,
    }),
  );
}
